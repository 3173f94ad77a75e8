package dev.kiln.billing.query;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Which days are asked for.
 *
 * @param from the first day, in UTC
 * @param to the last day, in UTC
 */
public record DayRange(LocalDate from, LocalDate to) {

    /** The longest range that is answered, in days. */
    public static final int MAX_DAYS = 366;

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /**
     * Reads the parameters as they came, each nullable: {@code to} is today unless given, {@code from} the first of that
     * month. Throws {@link InvalidParameter}.
     */
    public static DayRange of(String from, String to, LocalDate today) {
        LocalDate last = to == null ? today : date("to", to);
        LocalDate first = from == null ? last.withDayOfMonth(1) : date("from", from);
        if (first.isAfter(last)) {
            throw new InvalidParameter("from", "from is after to");
        }
        if (ChronoUnit.DAYS.between(first, last) >= MAX_DAYS) {
            throw new InvalidParameter("from", "from is more than " + MAX_DAYS + " days before to");
        }
        return new DayRange(first, last);
    }

    private static LocalDate date(String parameter, String text) {
        try {
            if (DATE.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            // no such day: said below like every other text that is no date
        }
        throw new InvalidParameter(parameter, parameter + " is not a date such as 2026-11-23");
    }
}
