package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.budget.Budgets.Sweep;
import dev.kiln.dispatcher.budget.Limits;
import dev.kiln.dispatcher.budget.OverBudget;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Transition;
import dev.kiln.dispatcher.task.UnreadableRow;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Refuses what fits into no budget any more, or puts it off, beside the claims: these pass such queues by. */
final class PgOverBudget {

    private static final String ANY = "select exists (select from budget)";

    /** The heads that do not fit now; {@code over} are those to which no settling hold makes room. */
    private static final String BLOCKED = PgTurns.QUEUES + """
            select q.tenant_id, q.lane, q.model,
                bool_or(q.hold > b.credits - case when b.resets_at <= $1 then 0 else b.spent end) as over,
                coalesce((select t.waits_for_budget from tenant t where t.tenant_id = q.tenant_id), false) as waits
            from queue q join budget b on b.tenant_id = q.tenant_id and b.model in ('', q.model)
            where q.due_at <= $1
                and q.hold > b.credits - case when b.resets_at <= $1 then 0 else b.held + b.spent end
            group by q.tenant_id, q.lane, q.model
            """;

    private static final String TAKE = "select " + TaskRows.COLUMNS + """
             from task where state = 'QUEUED' and tenant_id = $1 and lane = $2 and model = $3 and due_at <= $4 and hold > $5
            order by due_at limit $6 for update skip locked
            """;

    /** Else what is put off and what is to be woken could not be told apart, and one would undo the other for ever. */
    private static final String WAKING = "select waking is not null from budgets where tenant_id = $1";

    private final Transactions transactions;
    private final TaskWrites writes;
    private final Clock clock;

    PgOverBudget(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.writes = new TaskWrites(new OutboxRows(clock));
        this.clock = clock;
    }

    Sweep sweep(int most) {
        if (!transactions
                .query("look for budgets", ANY, Tuple.tuple())
                .iterator()
                .next()
                .getBoolean(0)) {
            return new Sweep(0, 0, 0, false);
        }
        int refused = 0;
        int putOff = 0;
        int waiting = 0;
        boolean more = false;
        for (Row queue :
                transactions.query("look for full budgets", BLOCKED, Tuple.of(TaskRows.utc(clock.instant())))) {
            if (queue.getBoolean("over")) {
                List<Transition> steps =
                        transactions.run("refuse what is over budget", connection -> sweep(connection, queue, most));
                int ended = (int)
                        steps.stream().filter(step -> step.event().isPresent()).count();
                refused += ended;
                putOff += steps.size() - ended;
                more |= steps.size() == most;
            } else {
                waiting++;
            }
        }
        return new Sweep(refused, putOff, waiting, more);
    }

    private List<Transition> sweep(SqlConnection connection, Row queue, int most) {
        String tenant = queue.getString("tenant_id");
        String model = queue.getString("model");
        Instant now = clock.instant();
        Limits limits = PgLimits.lock(connection, List.of(tenant), now);
        Optional<BigDecimal> room = limits.unspent(tenant, model);
        boolean waits = queue.getBoolean("waits");
        boolean waking = waits && waking(connection, tenant);
        List<Transition> steps = new ArrayList<>();
        if (room.isPresent()) {
            Tuple of = Tuple.of(tenant, queue.getString("lane"), model, TaskRows.utc(now))
                    .addBigDecimal(room.get())
                    .addInteger(most);
            for (Row row : Transactions.query("take what is over budget", connection, TAKE, of)) {
                step(row, limits, waits, now)
                        .filter(step -> !waking || step.event().isPresent())
                        .ifPresent(steps::add);
            }
        }
        writes.storeAll(connection, steps);
        return steps;
    }

    private static boolean waking(SqlConnection connection, String tenant) {
        return Transactions.query("look whether tasks are being woken", connection, WAKING, Tuple.of(tenant))
                .iterator()
                .next()
                .getBoolean(0);
    }

    /** Empty where the row cannot be read: the claim puts such a one off. */
    private static Optional<Transition> step(Row row, Limits limits, boolean waits, Instant now) {
        Queued task;
        try {
            task = (Queued) TaskRows.read(row);
        } catch (UnreadableRow e) {
            return Optional.empty();
        }
        BigDecimal hold = PgSpending.held(task.generation());
        return limits.without(
                        task.generation().tenantId(),
                        task.generation().request().model(),
                        hold)
                .map(limit -> new OverBudget(limit, hold))
                .map(over -> waits && over.waitsUntil().isPresent()
                        ? task.putOff(over.waitsUntil().get())
                        : task.fail(over.failure(), List.of(), now));
    }
}
