package dev.kiln.dispatcher.budget;

import dev.kiln.contract.BudgetPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The period of a budget that is counted now.
 *
 * @param start null for what never began
 * @param end when the next one begins; null for what never resets
 */
public record Window(Instant start, Instant end) {

    /** Days and months begin where the tenant's calendar says so, daylight saving included. */
    public static Window of(BudgetPeriod period, ZoneId zone, Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return switch (period) {
            case DAY -> between(today, today.plusDays(1), zone);
            case MONTH ->
                between(today.withDayOfMonth(1), today.withDayOfMonth(1).plusMonths(1), zone);
            case TOTAL -> new Window(null, null);
        };
    }

    private static Window between(LocalDate first, LocalDate next, ZoneId zone) {
        return new Window(
                first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant());
    }

    boolean isOverAt(Instant now) {
        return end != null && !now.isBefore(end);
    }

    /** A clock that is behind another's counts in the window that the other has begun. */
    boolean counts(Instant claimedAt) {
        return start == null || !claimedAt.isBefore(start);
    }
}
