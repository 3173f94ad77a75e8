package dev.kiln.billing.budget;

import java.util.Comparator;

/**
 * What spend is summed up by.
 *
 * @param model {@link #ALL_MODELS} for the sum over all
 */
public record SpendKey(String tenant, Period period, String model) implements Comparable<SpendKey> {

    public static final String ALL_MODELS = "";

    private static final Comparator<SpendKey> ORDER = Comparator.comparing(SpendKey::tenant)
            .thenComparing(key -> key.period().kind())
            .thenComparing(key -> key.period().starts())
            .thenComparing(SpendKey::model);

    /** The order in which rows are locked. */
    @Override
    public int compareTo(SpendKey other) {
        return ORDER.compare(this, other);
    }
}
