package dev.kiln.billing.budget;

import dev.kiln.contract.Budget;
import dev.kiln.contract.BudgetThresholdReached;
import dev.kiln.contract.BudgetsSet;
import dev.kiln.contract.Credits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Which thresholds of a tenant's budgets a sum of spend passes. */
public final class Thresholds {

    private static final List<Integer> PERCENTS = List.of(50, 80, 100);

    private Thresholds() {}

    /** A threshold of one period of one budget. */
    public record Passed(Budget budget, int percent, Period period, Credits spent) {

        /** The same for the same tenant, model, period, limit and threshold: said once. */
        public String eventId(String tenant) {
            return String.join(
                    ".",
                    "budget",
                    tenant,
                    budget.model() == null ? "*" : budget.model(),
                    Period.wireName(budget.period()),
                    period.starts().toString(),
                    budget.limit().toString(),
                    Integer.toString(percent));
        }

        public BudgetThresholdReached event(String tenant, Credits held) {
            return new BudgetThresholdReached(tenant, budget, percent, spent, held, period.resetsAt());
        }
    }

    /** What lies above {@code before} and not above {@code after}, the sums of the key's period. */
    public static List<Passed> between(BudgetsSet budgets, SpendKey key, Credits before, Credits after) {
        List<Passed> passed = new ArrayList<>();
        for (Budget budget : budgets.budgets()) {
            if (isAbout(budget, key)) {
                for (int percent : PERCENTS) {
                    if (!reaches(before, budget, percent) && reaches(after, budget, percent)) {
                        passed.add(new Passed(budget, percent, key.period(), after));
                    }
                }
            }
        }
        return List.copyOf(passed);
    }

    private static boolean isAbout(Budget budget, SpendKey key) {
        String model = budget.model() == null ? SpendKey.ALL_MODELS : budget.model();
        return budget.period() == key.period().kind() && model.equals(key.model());
    }

    private static boolean reaches(Credits spent, Budget budget, int percent) {
        BigDecimal least = budget.limit().amount().multiply(BigDecimal.valueOf(percent));
        return spent.amount().signum() > 0 && spent.amount().movePointRight(2).compareTo(least) >= 0;
    }
}
