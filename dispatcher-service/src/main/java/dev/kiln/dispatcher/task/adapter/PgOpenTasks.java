package dev.kiln.dispatcher.task.adapter;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Credits;
import dev.kiln.dispatcher.overview.OpenState;
import dev.kiln.dispatcher.overview.OpenTask;
import dev.kiln.dispatcher.overview.OpenTaskQuery;
import dev.kiln.dispatcher.overview.OpenTasks;
import dev.kiln.dispatcher.overview.Position;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lists of tasks in PostgreSQL: each state has an index for its order, or few tasks at a time. */
public final class PgOpenTasks implements OpenTasks {

    /** Neither input nor metadata: they are the tenant's. */
    private static final String SELECT = """
            select generation_id, tenant_id, model, state, attempt, account, task_id, cause_reason, cause_detail,
                accepted_at, submitted_at, due_at, expires_at, cancel_requested, hold
            from task where state =""";

    private static final String SUMMARY = """
            select 'QUEUED' as state, count(*) as tasks, min(accepted_at) as oldest from task where state = 'QUEUED'
            union all
            select state, count(*), min(submitted_at) from task where state in ('SUBMITTING', 'RUNNING', 'IN_DOUBT')
            group by state
            union all
            select 'PARKED', count(*), min(submitted_at) from task where state = 'PARKED'
            """;

    private final Transactions transactions;

    public PgOpenTasks(Pool pool) {
        this.transactions = new Transactions(pool);
    }

    @Override
    public List<OpenTask> page(OpenTaskQuery query, Instant now) {
        List<OpenTask> page = new ArrayList<>();
        ask("list tasks", sql(query.state()), parameters(query, now)).forEach(row -> page.add(task(row)));
        return page;
    }

    /** Sorted where a tenant's few among all that wait are asked for. */
    private RowSet<Row> ask(String what, String sql, Tuple parameters) {
        return transactions.run(what, connection -> {
            Transactions.planFreely(connection);
            return Transactions.query(what, connection, sql, parameters);
        });
    }

    /** The state stands in the statement itself, so that its partial index fits. */
    static String sql(OpenState state) {
        boolean queued = state == OpenState.QUEUED;
        String age = queued ? "accepted_at" : "submitted_at";
        String order = queued ? "expires_at" : "submitted_at";
        return SELECT + " '" + state.name() + "'"
                + " and ($1::timestamptz is null or " + age + " <= $1)"
                + " and ($2::text is null or tenant_id = $2)"
                + " and ($3::text is null or model = $3)"
                + " and ($4::text is null or account = $4)"
                + " and ($5::timestamptz is null or (" + order + ", generation_id) > ($5, $6::text))"
                + " order by " + order + ", generation_id limit $7";
    }

    static Tuple parameters(OpenTaskQuery query, Instant now) {
        Duration age = query.olderThan();
        Position after = query.after();
        return Tuple.tuple()
                .addOffsetDateTime(age == null ? null : TaskRows.utc(now.minus(age)))
                .addString(query.tenant())
                .addString(query.model())
                .addString(query.account())
                .addOffsetDateTime(after == null ? null : TaskRows.utc(after.time()))
                .addString(after == null ? null : after.generationId())
                .addInteger(query.limit());
    }

    private static OpenTask task(Row row) {
        String reason = row.getString("cause_reason");
        BigDecimal hold = row.getBigDecimal("hold");
        return new OpenTask(
                row.getString("generation_id"),
                row.getString("tenant_id"),
                row.getString("model"),
                OpenState.valueOf(row.getString("state")),
                row.getInteger("attempt"),
                row.getString("account"),
                row.getString("task_id"),
                reason == null ? null : new Cause(reason, row.getString("cause_detail")),
                TaskRows.instant(row, "accepted_at"),
                TaskRows.instant(row, "submitted_at"),
                TaskRows.instant(row, "due_at"),
                TaskRows.instant(row, "expires_at"),
                row.getBoolean("cancel_requested"),
                hold == null ? null : Credits.of(hold));
    }

    @Override
    public List<Count> summary() {
        List<Count> counts = new ArrayList<>();
        ask("count tasks", SUMMARY, Tuple.tuple()).forEach(row -> {
            if (row.getLong("tasks") > 0) {
                counts.add(new Count(
                        OpenState.valueOf(row.getString("state")),
                        row.getLong("tasks"),
                        TaskRows.instant(row, "oldest")));
            }
        });
        return counts;
    }
}
