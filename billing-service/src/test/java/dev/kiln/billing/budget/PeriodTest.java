package dev.kiln.billing.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.BudgetPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PeriodTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void beginsAndEndsAtMidnightOfTheZone() {
        Period day = Period.of(BudgetPeriod.DAY, Instant.parse("2026-11-30T23:30:00Z"), BERLIN);
        Period month = Period.of(BudgetPeriod.MONTH, Instant.parse("2026-11-30T23:30:00Z"), BERLIN);

        assertThat(day).isEqualTo(new Period(BudgetPeriod.DAY, LocalDate.of(2026, 12, 1), at("2026-12-01T23:00:00Z")));
        assertThat(month)
                .isEqualTo(new Period(BudgetPeriod.MONTH, LocalDate.of(2026, 12, 1), at("2026-12-31T23:00:00Z")));
    }

    @Test
    void hasDaysOf23And25Hours() {
        Period spring = Period.of(BudgetPeriod.DAY, at("2026-03-29T12:00:00Z"), BERLIN);
        Period autumn = Period.of(BudgetPeriod.DAY, at("2026-10-25T12:00:00Z"), BERLIN);

        assertThat(spring.resetsAt()).isEqualTo("2026-03-29T22:00:00Z");
        assertThat(autumn.resetsAt()).isEqualTo("2026-10-25T23:00:00Z");
        assertThat(Period.of(BudgetPeriod.DAY, at("2026-10-24T22:00:00Z"), BERLIN))
                .isEqualTo(autumn);
    }

    @Test
    void neverEndsForATotal() {
        assertThat(Period.of(BudgetPeriod.TOTAL, at("2026-11-23T00:00:00Z"), BERLIN))
                .isEqualTo(new Period(BudgetPeriod.TOTAL, LocalDate.EPOCH, null));
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
