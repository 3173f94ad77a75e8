package dev.kiln.dispatcher.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.BudgetPeriod;
import dev.kiln.contract.Failure;
import dev.kiln.contract.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

    private static final ZoneId ZONE = ZoneId.of("America/St_Johns");
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final BigDecimal FIFTY = BigDecimal.valueOf(50);

    @Test
    void fitsWaitsForHoldsOrNotAtAll() {
        Limits limits = limits(limit(null, BudgetPeriod.MONTH, "100", "50", "0"));

        assertThat(limits.fit("t", "m", FIFTY)).isEqualTo(Fit.FITS);
        assertThat(limits.fit("t", "m", new BigDecimal("50.001"))).isEqualTo(Fit.WHEN_HOLDS_SETTLE);
        assertThat(limits.fit("t", "m", new BigDecimal("100.001"))).isEqualTo(Fit.NOT_IN_THIS_WINDOW);
        assertThat(limits.fit("another", "m", new BigDecimal("100.001"))).isEqualTo(Fit.FITS);
    }

    @Test
    void theBudgetWithTheLeastRoomDecidesAndThatOfAnotherModelDoesNot() {
        Limits limits = limits(
                limit(null, BudgetPeriod.MONTH, "100", "0", "0"),
                limit("m", BudgetPeriod.DAY, "60", "20", "0"),
                limit("other", BudgetPeriod.TOTAL, "1", "0", "1"));

        assertThat(limits.fit("t", "m", FIFTY)).isEqualTo(Fit.WHEN_HOLDS_SETTLE);
        assertThat(limits.fit("t", "n", FIFTY)).isEqualTo(Fit.FITS);
    }

    @Test
    void aRefusalNamesScopeLimitSpentHeldAndReset() {
        Limits limits = limits(limit("kling/v2-1-pro", BudgetPeriod.DAY, "100", "12.5", "60"));

        OverBudget over =
                new OverBudget(limits.without("t", "kling/v2-1-pro", FIFTY).orElseThrow(), FIFTY);

        assertThat(over.failure())
                .isEqualTo(new Failure(
                        Reason.OVER_BUDGET,
                        "the budget of 100 credits a day for kling/v2-1-pro has no room for 50: spent 60, held 12.5,"
                                + " resets at 2026-11-24T00:00:00-03:30 (America/St_Johns)",
                        true,
                        false));
        assertThat(over.waitsUntil()).contains(Instant.parse("2026-11-24T03:30:00Z"));
    }

    @Test
    void noResetHelpsWhereTheLimitIsTotalOrBelowTheHold() {
        Limits total = limits(
                limit(null, BudgetPeriod.DAY, "100", "0", "100"), limit(null, BudgetPeriod.TOTAL, "100", "0", "100"));
        Limits small = limits(limit(null, BudgetPeriod.DAY, "49", "0", "0"));

        OverBudget never = new OverBudget(total.without("t", "m", FIFTY).orElseThrow(), FIFTY);
        OverBudget neverEither = new OverBudget(small.without("t", "m", FIFTY).orElseThrow(), FIFTY);

        assertThat(never.waitsUntil()).isEmpty();
        assertThat(never.failure().detail())
                .contains("100 credits in total for all models")
                .contains("never resets");
        assertThat(neverEither.waitsUntil()).isEmpty();
        assertThat(neverEither.failure().retryable()).isFalse();
    }

    @Test
    void aNewWindowCountsNothingOfTheOld() {
        Limits limits =
                new Limits(List.of(limit(null, BudgetPeriod.DAY, "100", "40", "60")), NOW.plus(Duration.ofDays(1)));

        limits.count("t", "m", NOW, FIFTY.negate(), FIFTY);

        assertThat(limits.changed()).hasSize(1).allSatisfy(limit -> {
            assertThat(limit.held()).isZero();
            assertThat(limit.spent()).isZero();
        });
    }

    @Test
    void aClockBehindCountsInTheWindowThatAnotherHasBegun() {
        Limit begun = limit(null, BudgetPeriod.DAY, "100", "0", "0").at(NOW.plus(Duration.ofDays(1)));
        Limits limits = new Limits(List.of(begun), NOW);
        Instant claimedAt = limits.claimTime("t", NOW);

        limits.count("t", "m", claimedAt, FIFTY, BigDecimal.ZERO);

        assertThat(limits.fit("t", "m", new BigDecimal(51))).isEqualTo(Fit.WHEN_HOLDS_SETTLE);
    }

    private record Open(String model, Instant claimedAt, BigDecimal hold) {}

    /** What is admitted where it fits, charged at most its hold or let fall, never passes a limit in any window. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noHistoryPassesALimit(long seed) {
        Random random = new Random(seed);
        List<Limit> stored = new ArrayList<>(List.of(
                limit(null, BudgetPeriod.DAY, "300", "0", "0"),
                limit(null, BudgetPeriod.MONTH, "2500", "0", "0"),
                limit("a", BudgetPeriod.DAY, "120", "0", "0"),
                limit("b", BudgetPeriod.TOTAL, "900", "0", "0")));
        List<Open> open = new ArrayList<>();
        Instant now = NOW;
        int admitted = 0;
        for (int step = 0; step < 20_000; step++) {
            now = now.plusSeconds(random.nextInt(600));
            Limits limits = new Limits(stored, now);
            String model = random.nextBoolean() ? "a" : "b";
            if (random.nextInt(3) > 0 || open.isEmpty()) {
                BigDecimal hold = BigDecimal.valueOf(random.nextInt(60_000), 3);
                if (limits.fit("t", model, hold) == Fit.FITS) {
                    Instant claimedAt = limits.claimTime("t", now.minusSeconds(random.nextInt(3)));
                    limits.count("t", model, claimedAt, hold, BigDecimal.ZERO);
                    open.add(new Open(model, claimedAt, hold));
                    admitted++;
                }
            } else {
                Open one = open.remove(random.nextInt(open.size()));
                BigDecimal charge = random.nextInt(4) == 0
                        ? BigDecimal.ZERO
                        : one.hold().multiply(BigDecimal.valueOf(random.nextInt(101), 2));
                limits.count("t", one.model(), one.claimedAt(), one.hold().negate(), charge);
            }
            for (Limit limit : limits.changed()) {
                stored.removeIf(old -> old.period() == limit.period()
                        && String.valueOf(old.model()).equals(String.valueOf(limit.model())));
                stored.add(limit);
                assertThat(limit.held().signum()).as("held at step %d", step).isNotNegative();
                assertThat(limit.held().add(limit.spent())).isLessThanOrEqualTo(limit.credits());
            }
        }
        assertThat(admitted).isGreaterThan(100);
    }

    private static Limits limits(Limit... limits) {
        return new Limits(List.of(limits), NOW);
    }

    private static Limit limit(String model, BudgetPeriod period, String credits, String held, String spent) {
        return new Limit(
                "t",
                model,
                period,
                ZONE,
                new BigDecimal(credits),
                Window.of(period, ZONE, NOW),
                new BigDecimal(held),
                new BigDecimal(spent));
    }
}
