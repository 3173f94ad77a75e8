package dev.kiln.billing.usage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What usage can be grouped by, in the order in which rows are sorted. */
public enum UsageDimension {
    TENANT,
    MONTH,
    DAY,
    MODEL,
    ACCOUNT;

    /** As in the query and in the answer. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<UsageDimension> named(String wireName) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.wireName().equals(wireName))
                .findFirst();
    }
}
