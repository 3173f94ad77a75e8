package dev.kiln.billing.usage;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which usage is asked for.
 *
 * @param from the first day, in UTC
 * @param to the last day, in UTC
 */
public record UsageQuery(String tenant, LocalDate from, LocalDate to, Set<UsageDimension> groupBy) {

    /** The longest range that is answered, in days. */
    public static final int MAX_DAYS = 366;

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Set<UsageDimension> DEFAULT_GROUPS = Set.of(UsageDimension.MODEL, UsageDimension.DAY);

    /**
     * Reads the parameters as they came, each nullable: {@code to} is today unless given, {@code from} the first of that
     * month, and the groups are model and day. Throws {@link InvalidParameter}.
     */
    public static UsageQuery of(String tenant, String from, String to, String groupBy, LocalDate today) {
        LocalDate last = to == null ? today : date("to", to);
        LocalDate first = from == null ? last.withDayOfMonth(1) : date("from", from);
        if (first.isAfter(last)) {
            throw new InvalidParameter("from", "from is after to");
        }
        if (ChronoUnit.DAYS.between(first, last) >= MAX_DAYS) {
            throw new InvalidParameter("from", "from is more than " + MAX_DAYS + " days before to");
        }
        return new UsageQuery(tenant, first, last, groups(groupBy));
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

    private static Set<UsageDimension> groups(String groupBy) {
        if (groupBy == null) {
            return DEFAULT_GROUPS;
        }
        EnumSet<UsageDimension> groups = EnumSet.noneOf(UsageDimension.class);
        for (String name : List.of(groupBy.split(",", -1))) {
            groups.add(UsageDimension.named(name)
                    .orElseThrow(() -> new InvalidParameter(
                            "groupBy", "groupBy is not a list of tenant, model, day and account")));
        }
        return groups;
    }
}
