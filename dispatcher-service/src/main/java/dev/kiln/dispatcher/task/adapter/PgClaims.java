package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.task.Claims;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.UncertainClaim;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Claims in PostgreSQL. Slots are timed by the database's clock alone, so that replicas need not agree on theirs. */
public final class PgClaims implements Claims {

    private static final String ROOM = """
            select s.account, least(count(*), q.tasks)::integer as tasks
            from (select count(*) as tasks from
                    (select from task where state = 'QUEUED' and due_at <= $1 and expires_at > $1 limit 100) due) q,
                slot s join account a on a.name = s.account
            where s.kind = 'CREATE' and s.free_at <= clock_timestamp() and a.paused_until <= clock_timestamp()
              and q.tasks > 0
            group by s.account, q.tasks order by tasks desc limit 1
            """;

    private static final String NEXT_TASK = "select " + TaskRows.COLUMNS
            + " from task where state = 'QUEUED' and due_at <= $1 and expires_at > $1"
            + " order by due_at limit 1 for update skip locked";

    private static final String TAKE_SLOT = """
            update slot set free_at = clock_timestamp() + $3 * interval '1 millisecond', holder = $2
            where (account, kind, number) = (
                select s.account, s.kind, s.number from slot s join account a on a.name = s.account
                where s.account = $1 and s.kind = 'CREATE' and s.free_at <= clock_timestamp()
                  and a.paused_until <= clock_timestamp()
                order by s.free_at limit 1 for update of s skip locked)
            """;

    private static final String FREE_SLOT = """
            update slot set free_at = clock_timestamp() + $3 * interval '1 millisecond', holder = null
            where account = $1 and kind = 'CREATE' and holder = $2
            """;

    private static final String PAUSE = """
            update account set paused_until = greatest(paused_until, clock_timestamp() + $2 * interval '1 millisecond')
            where name = $1
            """;

    private final Transactions transactions;
    private final TaskWrites writes;
    private final Clock clock;
    private final SlotTimes times;

    public PgClaims(Pool pool, Clock clock, SlotTimes times) {
        this.transactions = new Transactions(pool);
        this.writes = new TaskWrites(new OutboxRows(clock));
        this.clock = clock;
        this.times = times;
    }

    @Override
    public Optional<Room> room() {
        RowSet<Row> rows = transactions.query("look for work", ROOM, Tuple.of(TaskRows.utc(clock.instant())));
        if (rows.size() == 0) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        return Optional.of(new Room(row.getString("account"), row.getInteger("tasks")));
    }

    @Override
    public Optional<Submitting> claim(String account) {
        AtomicReference<Submitting> intent = new AtomicReference<>();
        try {
            return transactions.run("claim a task", connection -> {
                Optional<Submitting> claimed =
                        nextTask(connection).flatMap(task -> takeSlot(connection, account, task));
                claimed.ifPresent(submitting -> {
                    writes.update(connection, submitting);
                    intent.set(submitting);
                });
                return claimed;
            });
        } catch (StoreFailure e) {
            Submitting written = intent.get();
            if (written == null) {
                throw e;
            }
            throw new UncertainClaim(
                    written.generation().id(), written.submission().attempt(), e);
        }
    }

    private Optional<Queued> nextTask(SqlConnection connection) {
        Tuple now = Tuple.of(TaskRows.utc(clock.instant()));
        RowSet<Row> rows = Transactions.query("pick a task", connection, NEXT_TASK, now);
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of((Queued) TaskRows.read(rows.iterator().next()));
    }

    private Optional<Submitting> takeSlot(SqlConnection connection, String account, Queued task) {
        Tuple slot =
                Tuple.of(account, task.generation().id(), times.unanswered().toMillis());
        if (Transactions.query("take a slot", connection, TAKE_SLOT, slot).rowCount() == 0) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return Optional.of(task.claim(account, now, now.plus(times.sweep())));
    }

    @Override
    public void answered(String account, String generationId) {
        transactions.query(
                "free a slot",
                FREE_SLOT,
                Tuple.of(account, generationId, times.answered().toMillis()));
    }

    @Override
    public void pause(String account, Duration length) {
        transactions.query("pause an account", PAUSE, Tuple.of(account, length.toMillis()));
    }
}
