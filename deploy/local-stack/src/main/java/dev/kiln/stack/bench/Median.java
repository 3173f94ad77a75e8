package dev.kiln.stack.bench;

import java.util.Collection;

/** The value in the middle; of an even number of them, the mean of the two. */
final class Median {
    private Median() {}

    static double of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("Nothing has no median");
        }
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
