package dev.kiln.billing.budget;

import dev.kiln.contract.BudgetPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * One day, one month, or all time, where a tenant's budgets have their time zone.
 *
 * @param starts the first day; for all time 1970-01-01
 * @param resetsAt when the next one begins; null for all time
 */
public record Period(BudgetPeriod kind, LocalDate starts, Instant resetsAt) {

    /** The one that the instant lies in. */
    public static Period of(BudgetPeriod kind, Instant at, ZoneId zone) {
        LocalDate day = at.atZone(zone).toLocalDate();
        return switch (kind) {
            case DAY -> new Period(kind, day, midnight(day.plusDays(1), zone));
            case MONTH -> {
                LocalDate first = day.withDayOfMonth(1);
                yield new Period(kind, first, midnight(first.plusMonths(1), zone));
            }
            case TOTAL -> new Period(kind, LocalDate.EPOCH, null);
        };
    }

    /** When it began; for all time long before anything. */
    public Instant startsAt(ZoneId zone) {
        return midnight(starts, zone);
    }

    /** As it is stored and written. */
    public static String wireName(BudgetPeriod kind) {
        return switch (kind) {
            case DAY -> "day";
            case MONTH -> "month";
            case TOTAL -> "total";
        };
    }

    private static Instant midnight(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
