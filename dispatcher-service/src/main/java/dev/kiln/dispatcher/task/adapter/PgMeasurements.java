package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.measure.Measurements;
import dev.kiln.dispatcher.measure.Snapshot;
import dev.kiln.dispatcher.measure.Snapshot.Group;
import dev.kiln.dispatcher.overview.OpenState;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts in PostgreSQL: each statement walks an index of what is open, and no farther than its bound. */
public final class PgMeasurements implements Measurements {

    private static final int MOST_QUEUES = 1000;
    private static final int MOST_COUNTED = 100_000;

    /** A step a queue through its index, as the claim looks for work; then each is counted up to the bound. */
    private static final String QUEUED = """
            with recursive queue as (
                (select tenant_id, lane, model, due_at, accepted_at from task where state = 'QUEUED'
                 order by tenant_id, lane, model, due_at limit 1)
                union all
                select next.* from queue cross join lateral (
                    select t.tenant_id, t.lane, t.model, t.due_at, t.accepted_at from task t
                    where t.state = 'QUEUED' and (t.tenant_id, t.lane, t.model) > (queue.tenant_id, queue.lane, queue.model)
                    order by t.tenant_id, t.lane, t.model, t.due_at limit 1) next)
            select 'QUEUED' as state, q.model, null::text as account, sum(c.tasks)::bigint as tasks,
                min(q.accepted_at) as since, null::timestamptz as poll_due
            from (select * from queue limit $1) q cross join lateral (
                select count(*) as tasks from (
                    select from task t where t.state = 'QUEUED' and t.tenant_id = q.tenant_id and t.lane = q.lane
                        and t.model = q.model limit $2) part) c
            group by q.model
            """;

    private static final String SUBMITTED = """
            select state, model, account, count(*) as tasks, min(submitted_at) as since,
                min(due_at) filter (where state = 'RUNNING') as poll_due
            from task where state in ('SUBMITTING', 'RUNNING', 'IN_DOUBT') group by state, model, account
            union all
            select 'PARKED', model, account, count(*), min(submitted_at), min(due_at) from (
                select model, account, submitted_at, due_at from task where state = 'PARKED'
                order by submitted_at, generation_id limit $1) parked
            group by model, account
            """;

    private static final String REST = """
            select (select min(due_at) from task
                    where state in ('SUCCEEDED', 'FAILED', 'CANCELED') and due_at is not null) as confirm_due,
                (select count(*) from (select from outbox limit $1) part) as outbox,
                (select event_time from outbox order by id limit 1) as outbox_since,
                (select count(*) from (select from outbox_set_aside limit $1) part) as set_aside
            """;

    private final Transactions transactions;

    public PgMeasurements(Pool pool) {
        this.transactions = new Transactions(pool);
    }

    @Override
    public Snapshot take() {
        List<Group> open = new ArrayList<>();
        Map<String, Instant> pollDue = new HashMap<>();
        transactions
                .query("count the queues", QUEUED, Tuple.of(MOST_QUEUES, MOST_COUNTED))
                .forEach(row -> open.add(group(row)));
        transactions
                .query("count what is submitted", SUBMITTED, Tuple.of(MOST_COUNTED))
                .forEach(row -> {
                    open.add(group(row));
                    Instant due = TaskRows.instant(row, "poll_due");
                    if (due != null) {
                        pollDue.merge(row.getString("account"), due, (one, other) -> one.isBefore(other) ? one : other);
                    }
                });
        Row rest = transactions
                .query("count the rest", REST, Tuple.of(MOST_COUNTED))
                .iterator()
                .next();
        return new Snapshot(
                open,
                pollDue,
                TaskRows.instant(rest, "confirm_due"),
                rest.getLong("outbox"),
                TaskRows.instant(rest, "outbox_since"),
                rest.getLong("set_aside"));
    }

    private static Group group(Row row) {
        return new Group(
                OpenState.valueOf(row.getString("state")),
                row.getString("model"),
                row.getString("account"),
                row.getLong("tasks"),
                TaskRows.instant(row, "since"));
    }
}
