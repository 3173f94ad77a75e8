package dev.kiln.billing.budget;

import dev.kiln.billing.input.InputReader;
import dev.kiln.contract.Budget;
import dev.kiln.contract.BudgetPeriod;
import dev.kiln.contract.BudgetsSet;
import dev.kiln.contract.Credits;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All budgets of a tenant, as an operator sets them. */
public record BudgetsInput(String tenant, ZoneId timeZone, List<Budget> budgets) {

    private static final int MOST = 100;
    private static final Set<String> FIELDS = Set.of("timeZone", "budgets");
    private static final Set<String> BUDGET_FIELDS = Set.of("model", "period", "limit", "hard");
    private static final Set<String> PERIODS = Set.of("day", "month", "total");
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    /** Reads the body of a request; throws InvalidInput that names each field that is wrong. */
    public static BudgetsInput of(String tenant, byte[] body) {
        InputReader input = InputReader.of(body, FIELDS);
        if (!tenant.matches("[!-~]{1,64}")) {
            input.wrong("tenant", "is in the path and must be 1 to 64 visible characters");
        }
        String zone = input.text("timeZone", ZONES::contains, "must be a time zone such as Europe/Berlin or UTC");
        List<Budget> budgets = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (InputReader one : input.objects("budgets", 0, MOST, BUDGET_FIELDS)) {
            String model = one.has("model")
                    ? one.text("model", text -> text.matches("[!-~]{1,128}"), "must be 1 to 128 visible characters")
                    : null;
            String period = one.text("period", PERIODS::contains, "must be day, month or total");
            Credits limit = one.credits("limit", amount -> !amount.isNegative());
            boolean hard = one.flag("hard");
            if (!seen.add(period + " " + model)) {
                one.wrong("period", "is that of an earlier budget for the same model");
            }
            if (PERIODS.contains(period)) {
                budgets.add(new Budget(model, named(period), limit, hard));
            }
        }
        input.done();
        return new BudgetsInput(tenant, ZoneId.of(zone), List.copyOf(budgets));
    }

    BudgetsSet revision(long revision) {
        return new BudgetsSet(tenant, revision, timeZone, budgets);
    }

    /**
     * What becomes of it after what is set already, null where nothing is. A revision is the time in milliseconds, or one
     * more than the one before. So it rises after a restore of the database, too, and so does the same that is set again: who
     * enforces it may know a later one that was lost.
     */
    public BudgetsSet after(BudgetsSet before, Instant now) {
        long next = before == null ? 1 : before.revision() + 1;
        return revision(Math.max(next, now.toEpochMilli()));
    }

    private static BudgetPeriod named(String period) {
        return switch (period) {
            case "day" -> BudgetPeriod.DAY;
            case "month" -> BudgetPeriod.MONTH;
            default -> BudgetPeriod.TOTAL;
        };
    }
}
