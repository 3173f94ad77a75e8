package dev.kiln.dispatcher.task.adapter;

import dev.kiln.contract.Lane;
import dev.kiln.dispatcher.fair.FairOrder;
import dev.kiln.dispatcher.fair.Flow;
import dev.kiln.dispatcher.fair.Shares;
import dev.kiln.dispatcher.fair.Shares.TenantShare;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whose turn it is, in PostgreSQL: what waits is found by stepping through the index of the queue, one step a queue. */
final class PgTurns {

    /** A queue is a tenant's lane and model; of each its first task is looked at. */
    static final String QUEUES = """
            with recursive queue as (
                (select tenant_id, lane, model, due_at, hold from task where state = 'QUEUED'
                 order by tenant_id, lane, model, due_at limit 1)
                union all
                select next.* from queue cross join lateral (
                    select t.tenant_id, t.lane, t.model, t.due_at, t.hold from task t
                    where t.state = 'QUEUED' and (t.tenant_id, t.lane, t.model) > (queue.tenant_id, queue.lane, queue.model)
                    order by t.tenant_id, t.lane, t.model, t.due_at limit 1) next)
            """;

    /**
     * What is paused is left alone, and so is what is not within its budgets now, or more than any account has; and all of it
     * while a restore is under way.
     */
    static final String WAITING = QUEUES + """
            select q.tenant_id, q.lane, q.model, coalesce(t.weight, 1) as weight, t.max_running,
                s.turn, s.lane_turn, s.interactive, s.standard, s.batch,
                exists (select from budget b where b.tenant_id = q.tenant_id) as budgeted
            from (
                select * from queue where due_at <= $1
                    and not exists (select from restore)
                    and not exists (select from pause where scope = 'ALL' and ends_at > statement_timestamp())
                    and model <> all (array(
                        select name from pause where scope = 'MODEL' and ends_at > statement_timestamp()))
                    and tenant_id <> all (array(
                        select name from pause where scope = 'TENANT' and ends_at > statement_timestamp()))
                    and not exists (
                        select from budget b where b.tenant_id = queue.tenant_id and b.model in ('', queue.model)
                            and queue.hold > b.credits - case when b.resets_at <= $1 then 0 else b.held + b.spent end)
                    and ($3::text is null or hold <= $3::text::numeric)
                limit $2) q
            left join tenant t on t.tenant_id = q.tenant_id
            left join share s on s.tenant_id = q.tenant_id
            """;

    private static final String RUNNING = """
            select tenant_id, count(*)::integer as running from task
            where state in ('SUBMITTING', 'RUNNING', 'IN_DOUBT') and tenant_id = any($1)
                and (state <> 'IN_DOUBT' or cause_reason is distinct from 'RESTORED') group by tenant_id
            """;

    private static final String LOCK = "select turn from claim_turn for update";

    private static final String LOOK = "select turn from claim_turn";

    private static final String MOVE = "update claim_turn set turn = $1";

    private static final String STORE = """
            insert into share (tenant_id, turn, lane_turn, interactive, standard, batch) values ($1, $2, $3, $4, $5, $6)
            on conflict (tenant_id) do update set turn = excluded.turn, lane_turn = excluded.lane_turn,
                interactive = excluded.interactive, standard = excluded.standard, batch = excluded.batch
            """;

    /** Queues that are looked at; with more, those of the last tenants wait. */
    private static final int MOST_QUEUES = 5000;

    private PgTurns() {}

    /**
     * The turns to come.
     *
     * @param order an element for each task
     * @param queues of each flow, those in which something waits
     * @param budgeted the tenants that have hard budgets
     */
    record Turns(Shares shares, List<Flow> order, Map<Flow, List<Queue>> queues, Set<String> budgeted) {}

    /** A part of a flow, as the table names it. */
    record Queue(String lane, String model) {}

    /** Nobody else claims until the transaction ends. */
    static void lock(SqlConnection connection) {
        Transactions.query("take the turn", connection, LOCK, Tuple.tuple());
    }

    /**
     * The next turns, at most {@code most}.
     *
     * @param largestHold that an account has the credits for; empty where any is covered
     */
    static Turns next(SqlClient client, Instant now, int most, Optional<BigDecimal> largestHold) {
        Row turn = Transactions.query("look at the turn", client, LOOK, Tuple.tuple())
                .iterator()
                .next();
        Map<Flow, List<Queue>> queues = new LinkedHashMap<>();
        Map<String, TenantShare> shares = new HashMap<>();
        Map<String, Integer> caps = new HashMap<>();
        Set<String> budgeted = new HashSet<>();
        Tuple parameters = Tuple.of(TaskRows.utc(now), MOST_QUEUES)
                .addString(largestHold.map(BigDecimal::toPlainString).orElse(null));
        for (Row row : Transactions.query("look for work", client, WAITING, parameters)) {
            String tenant = row.getString("tenant_id");
            Queue queue = new Queue(row.getString("lane"), row.getString("model"));
            Flow flow = new Flow(tenant, TaskRows.lane(queue.lane()), row.getInteger("weight"));
            queues.computeIfAbsent(flow, first -> new ArrayList<>()).add(queue);
            share(row).ifPresent(share -> shares.put(tenant, share));
            Optional.ofNullable(row.getInteger("max_running")).ifPresent(cap -> caps.put(tenant, cap));
            if (row.getBoolean("budgeted")) {
                budgeted.add(tenant);
            }
        }
        Shares known = new Shares(turn.getLong("turn"), shares);
        Map<Flow, Integer> waiting = PgQueue.waiting(client, queues, most, now);
        return new Turns(known, new FairOrder(waiting, room(client, caps)).next(known, most), queues, budgeted);
    }

    private static Optional<TenantShare> share(Row row) {
        return Optional.ofNullable(row.getLong("turn"))
                .map(turn -> new TenantShare(
                        turn,
                        row.getLong("lane_turn"),
                        Map.of(
                                Lane.INTERACTIVE,
                                row.getLong("interactive"),
                                Lane.STANDARD,
                                row.getLong("standard"),
                                Lane.BATCH,
                                row.getLong("batch"))));
    }

    private static Map<String, Integer> room(SqlClient client, Map<String, Integer> caps) {
        if (caps.isEmpty()) {
            return Map.of();
        }
        Map<String, Integer> room = new HashMap<>(caps);
        Tuple capped = Tuple.of(caps.keySet().toArray(String[]::new));
        for (Row row : Transactions.query("count running tasks", client, RUNNING, capped)) {
            room.merge(row.getString("tenant_id"), -row.getInteger("running"), Integer::sum);
        }
        return room;
    }

    /** These turns were served. */
    static void store(SqlConnection connection, Shares before, List<Flow> served) {
        Shares after = FairOrder.served(before, served);
        List<Tuple> rows = served.stream()
                .map(Flow::tenantId)
                .distinct()
                .map(tenant -> row(tenant, after.of(tenant)))
                .toList();
        Transactions.queryAll("store shares", connection, STORE, rows);
        Transactions.query("move the turn", connection, MOVE, Tuple.of(after.turn()));
    }

    private static Tuple row(String tenant, TenantShare share) {
        return Tuple.of(tenant, share.next(), share.laneTurn())
                .addLong(share.start(Lane.INTERACTIVE))
                .addLong(share.start(Lane.STANDARD))
                .addLong(share.start(Lane.BATCH));
    }
}
