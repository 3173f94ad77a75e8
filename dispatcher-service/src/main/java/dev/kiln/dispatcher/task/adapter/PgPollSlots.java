package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.kie.PollSlots;
import dev.kiln.dispatcher.task.StoreFailure;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Poll slots in PostgreSQL, timed by the database's clock alone. */
public final class PgPollSlots implements PollSlots {

    private static final Logger LOG = Logger.getLogger(PgPollSlots.class);

    /** A slot that took longer to get is left alone: a sender that stood still could use it when it is another's. */
    private static final Duration BEGIN_WITHIN = Duration.ofSeconds(5);

    private static final String TAKE = """
            update slot set free_at = clock_timestamp() + $2 * interval '1 millisecond' where (account, kind, number) = (
                select account, kind, number from slot
                where account = $1 and kind = 'POLL' and free_at <= clock_timestamp()
                order by free_at limit 1 for update skip locked)
            returning number, free_at
            """;

    /** A second, by which Kie counts, and what two clocks may differ by in it; nothing where the slot is another's by now. */
    private static final String ANSWERED = """
            update slot set free_at = clock_timestamp() + interval '1.05 seconds'
            where account = $1 and kind = 'POLL' and number = $2 and free_at = $3
            """;

    private final Pool pool;
    private final Clock clock;
    private final Duration unanswered;

    /** @param longestRead what is not answered by then never will be */
    public PgPollSlots(Pool pool, Clock clock, Duration longestRead) {
        this.pool = pool;
        this.clock = clock;
        this.unanswered = BEGIN_WITHIN.plus(longestRead).plusSeconds(1);
    }

    @Override
    public Optional<Slot> take(String account) {
        Instant begun = clock.instant();
        return take(pool, account)
                .filter(slot -> Duration.between(begun, clock.instant()).compareTo(BEGIN_WITHIN) <= 0);
    }

    /** Within a transaction the slot is taken if that commits. */
    Optional<Slot> take(SqlClient client, String account) {
        Iterator<Row> taken = Transactions.query(
                        "take a poll slot", client, TAKE, Tuple.of(account, unanswered.toMillis()))
                .iterator();
        return taken.hasNext() ? Optional.of(slot(account, taken.next())) : Optional.empty();
    }

    private Slot slot(String account, Row row) {
        Tuple answered = Tuple.of(account, row.getInteger("number"), row.getOffsetDateTime("free_at"));
        return () -> {
            try {
                Transactions.query("free a poll slot", pool, ANSWERED, answered);
            } catch (StoreFailure e) {
                LOG.warnf(
                        "A poll slot of account %s stays taken for %d s: %s",
                        account, unanswered.toSeconds(), e.getMessage());
            }
        };
    }
}
