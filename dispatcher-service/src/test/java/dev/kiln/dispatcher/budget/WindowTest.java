package dev.kiln.dispatcher.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.BudgetPeriod;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** Billing counts in the same periods ({@code PeriodTest}). */
    @ParameterizedTest
    @CsvSource({
        // 23 and 25 hours
        "DAY, Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "DAY, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "DAY, Europe/Berlin, 2026-10-25T01:30:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        // no midnight, and two of them
        "DAY, Africa/Cairo, 2026-04-24T12:00:00Z, 2026-04-23T22:00:00Z, 2026-04-24T21:00:00Z",
        "DAY, America/Havana, 2026-11-01T05:30:00Z, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
        // months of unlike offsets at their ends, and of a leap year
        "MONTH, Europe/Berlin, 2026-03-15T00:00:00Z, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z",
        "MONTH, Europe/Berlin, 2028-02-29T22:59:59Z, 2028-01-31T23:00:00Z, 2028-02-29T23:00:00Z",
        "MONTH, Asia/Kathmandu, 2026-12-31T18:14:59Z, 2026-11-30T18:15:00Z, 2026-12-31T18:15:00Z"
    })
    void beginsAndEndsByTheTenantsCalendar(BudgetPeriod period, ZoneId zone, Instant now, Instant start, Instant end) {
        Window window = Window.of(period, zone, now);

        assertThat(window).isEqualTo(new Window(start, end));
        assertThat(window.isOverAt(end)).isTrue();
        assertThat(window.isOverAt(end.minusNanos(1))).isFalse();
    }

    @Test
    void aTotalNeverEnds() {
        Window window = Window.of(BudgetPeriod.TOTAL, BERLIN, Instant.EPOCH);

        assertThat(window.isOverAt(Instant.MAX)).isFalse();
        assertThat(window.counts(Instant.MIN)).isTrue();
    }
}
