package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.budget.Fit;
import dev.kiln.dispatcher.budget.Limits;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.adapter.PgClaims.Placed;
import dev.kiln.dispatcher.task.adapter.PgQueue.Line;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds credits for what is within its tenant's budgets, in the claim's transaction; what is not stays in its queue. */
final class PgWithinBudgets {

    private PgWithinBudgets() {}

    /** Those that fit, in their order. A queue whose head waits for holds to settle is not overtaken by its own. */
    static List<Placed> take(SqlConnection connection, List<Placed> placed, Collection<String> budgeted, Instant now) {
        List<String> tenants = placed.stream()
                .map(one -> one.task().generation().tenantId())
                .filter(budgeted::contains)
                .toList();
        if (tenants.isEmpty()) {
            return placed;
        }
        Limits limits = PgLimits.lock(connection, tenants, now);
        List<Placed> within = new ArrayList<>();
        Set<Line> blocked = new HashSet<>();
        for (Placed one : placed) {
            Generation generation = one.task().generation();
            Fit fit = limits.fit(generation.tenantId(), generation.request().model(), PgSpending.held(generation));
            if (fit == Fit.FITS && !blocked.contains(one.served().line())) {
                PgSpending.count(generation, limits, now);
                within.add(one);
            } else if (fit == Fit.WHEN_HOLDS_SETTLE) {
                blocked.add(one.served().line());
            }
        }
        PgSpending.store(
                connection, within.stream().map(one -> one.task().generation()).toList(), limits, now);
        PgLimits.write(connection, limits.changed());
        return within;
    }
}
