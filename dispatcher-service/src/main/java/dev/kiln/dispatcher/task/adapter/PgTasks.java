package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.task.Change;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.task.Transition;
import dev.kiln.dispatcher.task.UnreadableRow;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The tasks in PostgreSQL. */
public final class PgTasks implements Tasks {

    private static final Logger LOG = Logger.getLogger(PgTasks.class);

    private static final String LOCK = "select " + TaskRows.COLUMNS + " from task where generation_id = $1 for update";

    private static final String DUE = """
            select generation_id from task where state = $1 and due_at <= $2 order by due_at limit $3
            """;

    private static final String EXPIRED = """
            select generation_id from task where state = 'QUEUED' and expires_at <= $1 order by expires_at limit $2
            """;

    private static final String TAKE_DUE_FOR_POLL = """
            update task set due_at = $2 where generation_id in (
                select generation_id from task where state in ('RUNNING', 'PARKED') and due_at <= $1
                order by due_at limit $3 for update skip locked)
            returning
            """ + TaskRows.COLUMNS;

    private final Transactions transactions;
    private final TaskWrites writes;

    public PgTasks(Pool pool, Clock clock) {
        this.transactions = new Transactions(pool);
        this.writes = new TaskWrites(new OutboxRows(clock));
    }

    @Override
    public Change change(String generationId, Function<Task, Optional<Transition>> change) {
        return transactions.run("change a task", connection -> {
            Optional<Task> before = lock(connection, generationId);
            Optional<Transition> transition = before.flatMap(change);
            transition.ifPresent(step -> writes.store(connection, step));
            return new Change(before, transition);
        });
    }

    private static Optional<Task> lock(SqlConnection connection, String generationId) {
        RowSet<Row> rows = Transactions.query("lock a task", connection, LOCK, Tuple.of(generationId));
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(TaskRows.read(rows.iterator().next()));
    }

    @Override
    public List<String> unreported(Instant now, int limit) {
        return ids(DUE, Tuple.of("SUBMITTING", TaskRows.utc(now), limit));
    }

    @Override
    public List<String> unsettled(Instant now, int limit) {
        return ids(DUE, Tuple.of("IN_DOUBT", TaskRows.utc(now), limit));
    }

    @Override
    public List<String> expired(Instant now, int limit) {
        return ids(EXPIRED, Tuple.of(TaskRows.utc(now), limit));
    }

    private List<String> ids(String sql, Tuple parameters) {
        List<String> ids = new ArrayList<>();
        transactions.query("find due tasks", sql, parameters).forEach(row -> ids.add(row.getString(0)));
        return ids;
    }

    private static Optional<Task> readable(Row row) {
        try {
            return Optional.of(TaskRows.read(row));
        } catch (UnreadableRow e) {
            LOG.error(e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public List<Task> takeDueForPoll(Instant now, Instant leaseUntil, int limit) {
        List<Task> due = new ArrayList<>();
        transactions
                .query(
                        "take tasks to poll",
                        TAKE_DUE_FOR_POLL,
                        Tuple.of(TaskRows.utc(now), TaskRows.utc(leaseUntil), limit))
                .forEach(row -> readable(row).ifPresent(due::add));
        return due;
    }
}
