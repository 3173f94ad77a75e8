package dev.kiln.dispatcher.task.adapter;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.OffsetDateTime;

/**
 * Wakes what waits for the reset of budgets that were set anew: some at a time and without a lock that others wait for, since
 * a tenant's whole queue may wait. Until a tenant's are awake, {@link PgOverBudget} puts none of it off again.
 */
final class PgWakes {

    private static final String WAKING = "select tenant_id, revision, waking from budgets where waking is not null";

    /** Queue by queue, so that those which are awake already are not read again. */
    static final String NEXT = """
            with recursive queue as (
                (select lane, model from task where state = 'QUEUED' and tenant_id = $1 order by lane, model limit 1)
                union all
                select next.* from queue cross join lateral (
                    select t.lane, t.model from task t
                    where t.state = 'QUEUED' and t.tenant_id = $1 and (t.lane, t.model) > (queue.lane, queue.model)
                    order by t.lane, t.model limit 1) next)
            select waiting.generation_id from queue cross join lateral (
                select t.generation_id from task t
                where t.state = 'QUEUED' and t.tenant_id = $1 and t.lane = queue.lane and t.model = queue.model
                    and t.due_at = any($2) and t.due_at > $3
                limit $4) waiting
            limit $4
            """;

    /** One that is locked is about to change, or comes again. */
    private static final String WAKE = """
            update task set due_at = $3 where generation_id in (
                select generation_id from task
                where generation_id = any($1) and state = 'QUEUED' and due_at = any($2) and due_at > $3
                for update skip locked)
            """;

    private static final String AWAKE = "update budgets set waking = null where tenant_id = $1 and revision = $2";

    private final Transactions transactions;
    private final Clock clock;

    PgWakes(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    int wake(int most) {
        int woken = 0;
        for (Row tenant : transactions.query("look for budgets that were set anew", WAKING, Tuple.tuple())) {
            woken += wake(tenant, most);
        }
        return woken;
    }

    private int wake(Row tenant, int most) {
        String id = tenant.getString("tenant_id");
        OffsetDateTime[] resets = tenant.getArrayOfOffsetDateTimes("waking");
        OffsetDateTime now = TaskRows.utc(clock.instant());
        Tuple of = Tuple.of(id)
                .addArrayOfOffsetDateTime(resets)
                .addOffsetDateTime(now)
                .addInteger(most);
        RowSet<Row> found = transactions.query("find what waits for a reset", NEXT, of);
        if (found.size() == 0) {
            transactions.query("end a waking", AWAKE, Tuple.of(id, tenant.getLong("revision")));
            return 0;
        }
        String[] waiting = found.stream().map(row -> row.getString(0)).toArray(String[]::new);
        Tuple wake = Tuple.tuple()
                .addArrayOfString(waiting)
                .addArrayOfOffsetDateTime(resets)
                .addOffsetDateTime(now);
        return transactions.query("wake what waits for a reset", WAKE, wake).rowCount();
    }
}
