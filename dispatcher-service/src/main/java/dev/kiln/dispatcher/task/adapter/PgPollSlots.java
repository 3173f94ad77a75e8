package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.kie.PollSlots;
import dev.kiln.dispatcher.task.StoreFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Poll slots in PostgreSQL, timed by the database's clock alone; what is asked for at the same time shares a statement. */
public final class PgPollSlots implements PollSlots {

    private static final Logger LOG = Logger.getLogger(PgPollSlots.class);

    /** A slot that took longer to get is left alone: a sender that stood still could use it when it is another's. */
    private static final Duration BEGIN_WITHIN = Duration.ofSeconds(5);

    private static final String TAKE = """
            with picked as materialized (
                select free.* from unnest($1::text[], $2::integer[]) as wanted (account, most) cross join lateral (
                    select account, number from slot
                    where account = wanted.account and kind = 'POLL' and free_at <= clock_timestamp()
                    order by free_at limit wanted.most for update skip locked) free)
            update slot s set free_at = clock_timestamp() + $3 * interval '1 millisecond' from picked p
            where s.account = p.account and s.kind = 'POLL' and s.number = p.number
            returning s.account, s.number, s.free_at
            """;

    /** A second, by which Kie counts, and what two clocks may differ by in it; nothing where the slot is another's by now. */
    private static final String ANSWERED = """
            update slot s set free_at = clock_timestamp() + interval '1.05 seconds'
            from unnest($1::text[], $2::integer[], $3::timestamptz[]) as read (account, number, free_at)
            where s.account = read.account and s.kind = 'POLL' and s.number = read.number and s.free_at = read.free_at
            """;

    private final Pool pool;
    private final Clock clock;
    private final Duration unanswered;
    private final Counter notFreed;
    private final GroupCommit<String, Optional<Taken>> takes = new GroupCommit<>(this::takeTogether);
    private final GroupCommit<Taken, Taken> answers = new GroupCommit<>(this::free);

    /** @param longestRead what is not answered by then never will be */
    public PgPollSlots(Pool pool, Clock clock, Duration longestRead, MeterRegistry meters) {
        this.pool = pool;
        this.clock = clock;
        this.unanswered = BEGIN_WITHIN.plus(longestRead).plusSeconds(1);
        this.notFreed = meters.counter("kiln_dispatcher_poll_slots_not_freed_total");
    }

    /** @param freeAt by which it is known that the slot is still the one that was taken */
    private record Taken(String account, int number, OffsetDateTime freeAt) {}

    @Override
    public Optional<Slot> take(String account) {
        Instant begun = clock.instant();
        return takes.ask(account)
                .filter(taken -> Duration.between(begun, clock.instant()).compareTo(BEGIN_WITHIN) <= 0)
                .map(taken -> () -> answered(taken));
    }

    /** The slot is taken if the client's transaction commits. */
    Optional<Slot> take(SqlClient client, String account) {
        return take(client, List.of(account)).getFirst().map(taken -> () -> answered(taken));
    }

    private List<Optional<Taken>> takeTogether(List<String> accounts) {
        return take(pool, accounts);
    }

    /** For each account, as often as it is there, a slot while there are any. */
    private List<Optional<Taken>> take(SqlClient client, List<String> accounts) {
        Map<String, Integer> wanted = new TreeMap<>();
        accounts.forEach(account -> wanted.merge(account, 1, Integer::sum));
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(wanted.keySet().toArray(String[]::new))
                .addArrayOfInteger(wanted.values().toArray(Integer[]::new))
                .addLong(unanswered.toMillis());
        Map<String, Queue<Taken>> taken = new HashMap<>();
        for (Row row : Transactions.query("take poll slots", client, TAKE, parameters)) {
            Taken slot =
                    new Taken(row.getString("account"), row.getInteger("number"), row.getOffsetDateTime("free_at"));
            taken.computeIfAbsent(slot.account(), first -> new ArrayDeque<>()).add(slot);
        }
        return accounts.stream()
                .map(account -> Optional.ofNullable(taken.get(account)).map(Queue::poll))
                .toList();
    }

    private void answered(Taken slot) {
        try {
            answers.ask(slot);
        } catch (StoreFailure e) {
            notFreed.increment();
            LOG.warnf(
                    "A poll slot of account %s stays taken for %d s: %s",
                    slot.account(), unanswered.toSeconds(), e.getMessage());
        }
    }

    private List<Taken> free(List<Taken> read) {
        Tuple slots = Tuple.tuple()
                .addArrayOfString(read.stream().map(Taken::account).toArray(String[]::new))
                .addArrayOfInteger(read.stream().map(Taken::number).toArray(Integer[]::new))
                .addArrayOfOffsetDateTime(read.stream().map(Taken::freeAt).toArray(OffsetDateTime[]::new));
        Transactions.query("free poll slots", pool, ANSWERED, slots);
        return read;
    }
}
