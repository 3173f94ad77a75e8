package dev.kiln.stack.bench.load;

import org.HdrHistogram.Histogram;

/**
 * How long something took, in microseconds to two digits.
 *
 * @param p50 the median
 * @param p99 what one in a hundred is above
 */
public record Latencies(long count, long p50, long p99, long max) {
    private static final double MEDIAN = 50;
    private static final double ALMOST_ALL = 99;

    public static Latencies of(Histogram micros) {
        return new Latencies(
                micros.getTotalCount(),
                micros.getValueAtPercentile(MEDIAN),
                micros.getValueAtPercentile(ALMOST_ALL),
                micros.getMaxValue());
    }

    static Histogram histogram() {
        return new Histogram(2);
    }
}
