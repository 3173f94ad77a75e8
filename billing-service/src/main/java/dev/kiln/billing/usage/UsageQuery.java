package dev.kiln.billing.usage;

import dev.kiln.billing.query.DayRange;
import dev.kiln.billing.query.InvalidParameter;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which usage is asked for.
 *
 * @param tenant null for all
 */
public record UsageQuery(String tenant, DayRange days, Set<UsageDimension> groupBy) {

    private static final Set<UsageDimension> DEFAULT_GROUPS = Set.of(UsageDimension.MODEL, UsageDimension.DAY);

    /**
     * Reads the parameters as they came, each nullable: the days as {@link DayRange} has them, and the groups are model and
     * day unless given. Throws {@link InvalidParameter}.
     */
    public static UsageQuery of(String tenant, String from, String to, String groupBy, LocalDate today) {
        return new UsageQuery(tenant, DayRange.of(from, to, today), groups(groupBy));
    }

    private static Set<UsageDimension> groups(String groupBy) {
        if (groupBy == null) {
            return DEFAULT_GROUPS;
        }
        EnumSet<UsageDimension> groups = EnumSet.noneOf(UsageDimension.class);
        for (String name : List.of(groupBy.split(",", -1))) {
            groups.add(UsageDimension.named(name)
                    .orElseThrow(() -> new InvalidParameter(
                            "groupBy", "groupBy is not a list of tenant, model, day, month and account")));
        }
        return groups;
    }
}
