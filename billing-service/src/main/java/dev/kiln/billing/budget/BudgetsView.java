package dev.kiln.billing.budget;

import dev.kiln.contract.Budget;
import dev.kiln.contract.BudgetPeriod;
import dev.kiln.contract.BudgetsSet;
import dev.kiln.contract.Credits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A tenant's budgets and what is left of each.
 *
 * @param setBy the operator; null for who may not know
 */
public record BudgetsView(
        String tenant, long revision, String timeZone, Instant setAt, String setBy, List<View> budgets) {

    /**
     * One budget in its current period.
     *
     * @param model null for all models together
     * @param held for what is on its way and was submitted in the period
     * @param remaining the limit less spent and held; may be negative
     * @param resetsAt null for a budget that never resets
     */
    public record View(
            String model,
            String period,
            Credits limit,
            boolean hard,
            String starts,
            Instant resetsAt,
            Credits spent,
            Credits held,
            Credits remaining) {}

    /** Takes the sums of the current periods by key. */
    public static BudgetsView of(
            BudgetsSet set,
            Instant setAt,
            String setBy,
            Map<SpendKey, Credits> spent,
            Map<SpendKey, Credits> held,
            Instant now) {
        List<View> views = new ArrayList<>();
        for (Budget budget : set.budgets()) {
            String model = budget.model() == null ? SpendKey.ALL_MODELS : budget.model();
            Period period = Period.of(budget.period(), now, set.timeZone());
            SpendKey key = new SpendKey(set.tenantId(), period, model);
            Credits used = spent.getOrDefault(key, Credits.ZERO);
            Credits open = held.getOrDefault(key, Credits.ZERO);
            views.add(new View(
                    budget.model(),
                    Period.wireName(budget.period()),
                    budget.limit(),
                    budget.hard(),
                    budget.period() == BudgetPeriod.TOTAL
                            ? null
                            : period.starts().toString(),
                    period.resetsAt(),
                    used,
                    open,
                    budget.limit().minus(used).minus(open)));
        }
        return new BudgetsView(
                set.tenantId(), set.revision(), set.timeZone().getId(), setAt, setBy, List.copyOf(views));
    }
}
