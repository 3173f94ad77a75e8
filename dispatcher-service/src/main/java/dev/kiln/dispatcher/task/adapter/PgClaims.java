package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.stop.Stopping;
import dev.kiln.dispatcher.task.Breaker;
import dev.kiln.dispatcher.task.Claims;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.UncertainClaim;
import dev.kiln.dispatcher.task.UnreadableRow;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Claims in PostgreSQL. Slots are timed by the database's clock alone, so that replicas need not agree on theirs. */
public final class PgClaims implements Claims {

    private static final Logger LOG = Logger.getLogger(PgClaims.class);

    private static final String ROOM = """
            select * from (
                select s.account, least(count(*), q.tasks, $3 - (
                        select count(*) from task r
                        where r.account = s.account and r.state in ('SUBMITTING', 'RUNNING', 'IN_DOUBT')),
                    case when a.doubts_in_a_row >= $4 then 1 end)::integer as tasks
                from (select count(*) as tasks from
                        (select from task where state = 'QUEUED' and due_at <= $1 and expires_at > $1
            """ + Standstill.TASK_MAY_GO + """
                         order by due_at limit 100) due) q,
                    slot s join account a on a.name = s.account
                where s.kind = 'CREATE' and s.free_at <= clock_timestamp() and a.paused_until <= clock_timestamp()
                  and (a.doubts_in_a_row < $4 or a.probing_until <= clock_timestamp())
                  and q.tasks > 0 and s.account = any($2)
            """ + Standstill.ACCOUNT_MAY_GO + """
                group by s.account, q.tasks, a.doubts_in_a_row) room
            where tasks > 0 order by tasks desc limit 1
            """;

    private static final String NEXT_TASK = "select " + TaskRows.COLUMNS
            + " from task where state = 'QUEUED' and due_at <= $1 and expires_at > $1"
            + Standstill.TASK_MAY_GO
            + " order by due_at limit 1 for update skip locked";

    private static final String PUT_OFF =
            "update task set due_at = due_at + interval '1 hour' where generation_id = $1 and state = 'QUEUED'";

    private static final String TAKE_SLOT = """
            update slot set free_at = clock_timestamp() + $3 * interval '1 millisecond', holder = $2
            where (account, kind, number) = (
                select s.account, s.kind, s.number from slot s join account a on a.name = s.account
                where s.account = $1 and s.kind = 'CREATE' and s.free_at <= clock_timestamp()
                  and a.paused_until <= clock_timestamp()
            """ + Standstill.ACCOUNT_MAY_GO + """
                order by s.free_at limit 1 for update of s skip locked)
            """;

    /** Touches the account only while its breaker is open. */
    private static final String PROBE = """
            update account set probing_until = clock_timestamp() + $2 * interval '1 millisecond'
            where name = $1 and doubts_in_a_row >= $3 and probing_until <= clock_timestamp()
            """;

    private static final String BREAKER_OPEN = "select from account where name = $1 and doubts_in_a_row >= $2";

    private static final String FREE_SLOT = """
            update slot set free_at = clock_timestamp() + $3 * interval '1 millisecond', holder = null
            where account = $1 and kind = 'CREATE' and holder = $2
            """;

    private static final String CLOSE_BREAKER = """
            update account set doubts_in_a_row = 0, probing_until = '-infinity' where name = $1 and doubts_in_a_row > 0
            """;

    private static final String COUNT_DOUBT = """
            update account set doubts_in_a_row = doubts_in_a_row + 1, probing_until = '-infinity' where name = $1
            returning doubts_in_a_row
            """;

    private static final String PAUSE = """
            update account set paused_until = greatest(paused_until, clock_timestamp() + $2 * interval '1 millisecond')
            where name = $1
            """;

    private final Transactions transactions;
    private final TaskWrites writes;
    private final Clock clock;
    private final SubmitLimits limits;
    private final String[] accounts;
    private final Stopping stopping;

    /** Claims with these accounts alone, whatever rows there are, and nothing once the service stops. */
    public PgClaims(Pool pool, Clock clock, SubmitLimits limits, Collection<String> accounts, Stopping stopping) {
        this.transactions = new Transactions(pool);
        this.writes = new TaskWrites(new OutboxRows(clock));
        this.clock = clock;
        this.limits = limits;
        this.accounts = accounts.toArray(String[]::new);
        this.stopping = stopping;
    }

    @Override
    public Optional<Room> room() {
        if (stopping.stopped()) {
            return Optional.empty();
        }
        RowSet<Row> rows = transactions.query("look for work", ROOM, roomParameters());
        if (rows.size() == 0) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        return Optional.of(new Room(row.getString("account"), row.getInteger("tasks")));
    }

    private Tuple roomParameters() {
        return Tuple.of(TaskRows.utc(clock.instant()))
                .addArrayOfString(accounts)
                .addInteger(limits.runningTasks())
                .addInteger(Breaker.DOUBTS);
    }

    @Override
    public Optional<Submitting> claim(String account) {
        AtomicReference<Submitting> intent = new AtomicReference<>();
        if (stopping.stopped()) {
            return Optional.empty();
        }
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
        } catch (NoRoom e) {
            return Optional.empty();
        } catch (UnreadableRow e) {
            LOG.error(e.getMessage());
            transactions.query("put an unreadable task off", PUT_OFF, Tuple.of(e.generationId()));
            return Optional.empty();
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
        Instant now = clock.instant();
        Submitting intent = task.claim(account, now, now.plus(limits.sweep()));
        Tuple slot = Tuple.of(account, holder(intent), limits.unanswered().toMillis());
        if (Transactions.query("take a slot", connection, TAKE_SLOT, slot).rowCount() == 0) {
            return Optional.empty();
        }
        probeWhereTheBreakerIsOpen(connection, account);
        return Optional.of(intent);
    }

    private void probeWhereTheBreakerIsOpen(SqlConnection connection, String account) {
        Tuple open = Tuple.of(account, Breaker.DOUBTS);
        if (Transactions.query("look at the breaker", connection, BREAKER_OPEN, open)
                        .rowCount()
                > 0) {
            Tuple probe = Tuple.of(account, limits.unanswered().toMillis(), Breaker.DOUBTS);
            if (Transactions.query("probe", connection, PROBE, probe).rowCount() == 0) {
                throw new NoRoom();
            }
        }
    }

    /** Takes back what the transaction has done: another create probes the account already. */
    private static final class NoRoom extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** An attempt, not a generation: the next attempt's slot is another. */
    private static String holder(Submitting task) {
        return task.generation().id() + "." + task.submission().attempt();
    }

    @Override
    public void answered(Submitting task) {
        notSent(task);
        transactions.query(
                "close the breaker", CLOSE_BREAKER, Tuple.of(task.submission().account()));
    }

    @Override
    public void notSent(Submitting task) {
        transactions.query(
                "free a slot",
                FREE_SLOT,
                Tuple.of(
                        task.submission().account(),
                        holder(task),
                        limits.answered().toMillis()));
    }

    @Override
    public Optional<Duration> doubted(Submitting task) {
        String account = task.submission().account();
        RowSet<Row> rows = transactions.query("count a doubt", COUNT_DOUBT, Tuple.of(account));
        Optional<Duration> pause = rows.rowCount() == 0
                ? Optional.empty()
                : Breaker.pauseAfter(rows.iterator().next().getInteger(0));
        pause.ifPresent(length -> pause(account, length));
        return pause;
    }

    @Override
    public void pause(String account, Duration length) {
        transactions.query("pause an account", PAUSE, Tuple.of(account, length.toMillis()));
    }
}
