package dev.kiln.dispatcher.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.BudgetPeriod;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aDayBeginsWhereTheTenantIs() {
        Window window = Window.of(BudgetPeriod.DAY, BERLIN, Instant.parse("2026-07-01T22:30:00Z"));

        assertThat(window)
                .isEqualTo(new Window(Instant.parse("2026-07-01T22:00:00Z"), Instant.parse("2026-07-02T22:00:00Z")));
    }

    @Test
    void aDayOnWhichTheClocksChangeHasAnotherLength() {
        Window window = Window.of(BudgetPeriod.DAY, BERLIN, Instant.parse("2026-10-25T12:00:00Z"));

        assertThat(window)
                .isEqualTo(new Window(Instant.parse("2026-10-24T22:00:00Z"), Instant.parse("2026-10-25T23:00:00Z")));
    }

    @Test
    void aMonthEndsWithItsLastDay() {
        Window window =
                Window.of(BudgetPeriod.MONTH, ZoneId.of("Asia/Kathmandu"), Instant.parse("2026-02-28T18:00:00Z"));

        assertThat(window)
                .isEqualTo(new Window(Instant.parse("2026-01-31T18:15:00Z"), Instant.parse("2026-02-28T18:15:00Z")));
    }

    @Test
    void aTotalNeverEnds() {
        Window window = Window.of(BudgetPeriod.TOTAL, BERLIN, Instant.EPOCH);

        assertThat(window.isOverAt(Instant.MAX)).isFalse();
        assertThat(window.counts(Instant.MIN)).isTrue();
    }
}
