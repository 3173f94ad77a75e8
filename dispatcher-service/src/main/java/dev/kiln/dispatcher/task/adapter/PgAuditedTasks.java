package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.task.AuditedTasks;
import dev.kiln.dispatcher.task.Task;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Operators' changes of tasks in PostgreSQL. */
public final class PgAuditedTasks implements AuditedTasks {

    private static final String FIND = "select " + TaskRows.COLUMNS + " from task where generation_id = $1";

    private static final String LOCK_TASK_ID = "select pg_advisory_xact_lock(hashtextextended($1, 0))";

    private static final String OTHER_OWNER = """
            select generation_id from task where task_id = $1 and generation_id <> $2 limit 1
            """;

    private final Transactions transactions;
    private final OutboxRows outbox;
    private final TaskWrites writes;
    private final AuditRows audit;
    private final Clock clock;

    public PgAuditedTasks(Pool pool, Clock clock) {
        this.transactions = new Transactions(pool);
        this.outbox = new OutboxRows(clock);
        this.writes = new TaskWrites(outbox);
        this.audit = new AuditRows(clock);
        this.clock = clock;
    }

    @Override
    public Optional<Task> find(String generationId) {
        return read(transactions.query("find a task", FIND, Tuple.of(generationId)));
    }

    private static Optional<Task> read(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(TaskRows.read(rows.iterator().next()));
    }

    @Override
    public <R> R change(String generationId, String taskId, Rule<R> rule) {
        return transactions.run("change a task by an operator's word", connection -> {
            Optional<String> other = taskId == null ? Optional.empty() : otherOwner(connection, generationId, taskId);
            Optional<Task> before = lock(connection, generationId);
            Ruled<R> ruled = rule.on(before, other);
            ruled.step().ifPresent(step -> {
                writes.store(connection, step);
                PgSpending.Step hold = new PgSpending.Step(before.orElseThrow(), step.next());
                PgSpending.follow(connection, List.of(hold), clock.instant());
            });
            ruled.second().ifPresent(found -> outbox.add(connection, before.orElseThrow(), found));
            audit.add(connection, ruled.entry());
            return ruled.outcome();
        });
    }

    private static Optional<Task> lock(SqlConnection connection, String generationId) {
        return read(Transactions.query("lock a task", connection, FIND + " for update", Tuple.of(generationId)));
    }

    private static Optional<String> otherOwner(SqlConnection connection, String generationId, String taskId) {
        Transactions.query("lock a task id", connection, LOCK_TASK_ID, Tuple.of(taskId));
        RowSet<Row> rows =
                Transactions.query("find a task's owner", connection, OTHER_OWNER, Tuple.of(taskId, generationId));
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(rows.iterator().next().getString(0));
    }
}
