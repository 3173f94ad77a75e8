package dev.kiln.billing.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.BudgetPeriod;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    /** Clocks in Cairo go from 23:59 to 01:00: the day begins where its first hour would have been over. */
    @Test
    void beginsLaterWhereThereIsNoMidnight() {
        ZoneId cairo = ZoneId.of("Africa/Cairo");
        Period before = Period.of(BudgetPeriod.DAY, at("2026-04-23T21:59:59.999Z"), cairo);

        Period day = Period.of(BudgetPeriod.DAY, before.resetsAt(), cairo);

        assertThat(before.resetsAt()).isEqualTo("2026-04-23T22:00:00Z");
        assertThat(day.starts()).isEqualTo(LocalDate.of(2026, 4, 24));
        assertThat(day.resetsAt()).isEqualTo("2026-04-24T21:00:00Z");
    }

    /** Midnight comes twice in Havana: the hour before the second is of the same day as that after the first. */
    @Test
    void isOneDayThoughMidnightComesTwice() {
        ZoneId havana = ZoneId.of("America/Havana");
        Period first = Period.of(BudgetPeriod.DAY, at("2026-11-01T04:30:00Z"), havana);

        assertThat(Period.of(BudgetPeriod.DAY, at("2026-11-01T05:30:00Z"), havana))
                .isEqualTo(first);
        assertThat(first.resetsAt()).isEqualTo("2026-11-02T05:00:00Z");
        assertThat(Period.of(BudgetPeriod.DAY, at("2026-11-01T03:59:59Z"), havana)
                        .resetsAt())
                .isEqualTo("2026-11-01T04:00:00Z");
    }

    /** Of every zone and every half hour round a change of clocks or month: periods join, and hold what they are asked for. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TOTAL")
    void joinWithoutGapOrOverlapInEveryZone(BudgetPeriod kind) {
        for (String name : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(name);
            for (Instant at = at("2026-01-29T12:00:00Z");
                    at.isBefore(at("2027-03-02T00:00:00Z"));
                    at = next(zone, at)) {
                Period period = Period.of(kind, at, zone);
                Instant last = period.resetsAt().minusNanos(1);
                assertThat(period.resetsAt()).as("%s at %s", name, at).isAfter(at);
                assertThat(Period.of(kind, last, zone))
                        .as("%s at %s", name, last)
                        .isEqualTo(period);
                assertThat(Period.of(kind, period.resetsAt(), zone).starts())
                        .as("%s at %s", name, period.resetsAt())
                        .isAfter(period.starts());
            }
        }
    }

    /** Half a day on, and just before and after the clocks change. */
    private static Instant next(ZoneId zone, Instant at) {
        Instant later = at.plus(Duration.ofHours(12));
        ZoneOffsetTransition change = zone.getRules().nextTransition(at);
        return change == null || change.getInstant().isAfter(later) ? later : change.getInstant();
    }

    @Test
    void aMonthEndsOnItsLastDayInALeapYearToo() {
        assertThat(Period.of(BudgetPeriod.MONTH, at("2028-02-29T22:59:59Z"), BERLIN)
                        .resetsAt())
                .isEqualTo("2028-02-29T23:00:00Z");
        assertThat(Period.of(BudgetPeriod.MONTH, at("2026-02-28T23:00:00Z"), BERLIN)
                        .starts())
                .isEqualTo("2026-03-01");
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
