package dev.kiln.billing.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Budget;
import dev.kiln.contract.BudgetPeriod;
import dev.kiln.contract.BudgetsSet;
import dev.kiln.contract.Credits;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

    private static final Period DAY =
            Period.of(BudgetPeriod.DAY, Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    private static final SpendKey ALL = new SpendKey("studio", DAY, SpendKey.ALL_MODELS);

    private final BudgetsSet budgets = new BudgetsSet(
            "studio",
            1,
            ZoneOffset.UTC,
            List.of(
                    new Budget(null, BudgetPeriod.DAY, Credits.of("10.5"), true),
                    new Budget("kling/v2-1-pro", BudgetPeriod.DAY, Credits.of("2"), false),
                    new Budget(null, BudgetPeriod.MONTH, Credits.of("1"), true),
                    new Budget(null, BudgetPeriod.TOTAL, Credits.ZERO, true)));

    @Test
    void arePassedOneAfterAnotherAndExactly() {
        assertThat(passed(ALL, "0", "5.249")).isEmpty();
        assertThat(passed(ALL, "5.249", "5.25")).containsExactly(50);
        assertThat(passed(ALL, "5.25", "8.399")).isEmpty();
        assertThat(passed(ALL, "5.25", "8.4")).containsExactly(80);
        assertThat(passed(ALL, "8.4", "10.5")).containsExactly(100);
        assertThat(passed(ALL, "10.5", "99999999999")).isEmpty();
    }

    @Test
    void arePassedTogetherByOneLargeCharge() {
        assertThat(passed(ALL, "0", "20")).containsExactly(50, 80, 100);
    }

    @Test
    void areNotPassedByACorrectionDown() {
        assertThat(passed(ALL, "20", "1")).isEmpty();
    }

    @Test
    void areThoseOfTheModelAndPeriodAlone() {
        assertThat(passed(new SpendKey("studio", DAY, "kling/v2-1-pro"), "0", "1"))
                .containsExactly(50);
        assertThat(passed(new SpendKey("studio", DAY, "flux-kontext-pro"), "0", "100"))
                .isEmpty();
    }

    @Test
    void ofALimitOfZeroArePassedByTheFirstCharge() {
        SpendKey total = new SpendKey(
                "studio", Period.of(BudgetPeriod.TOTAL, Instant.EPOCH, ZoneOffset.UTC), SpendKey.ALL_MODELS);

        assertThat(passed(total, "0", "0")).isEmpty();
        assertThat(passed(total, "0", "0.001")).containsExactly(50, 80, 100);
    }

    @Test
    void haveAnIdForEachPeriodLimitAndThreshold() {
        Thresholds.Passed first =
                Thresholds.between(budgets, ALL, Credits.ZERO, Credits.of("6")).getFirst();

        assertThat(first.eventId("studio")).isEqualTo("budget.studio.*.day.2026-11-23.10.5.50");
        assertThat(first.event("studio", Credits.of("3")).resetsAt()).isEqualTo("2026-11-24T00:00:00Z");
    }

    private List<Integer> passed(SpendKey key, String before, String after) {
        return Thresholds.between(budgets, key, Credits.of(before), Credits.of(after)).stream()
                .map(Thresholds.Passed::percent)
                .toList();
    }
}
