package dev.kiln.stack.bench.tables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Times of what was done, by what it was, in microseconds; those of two sizes become pairs. */
public record Timings(Map<String, Histogram> statements, Map<String, Histogram> pages) {
    private static final int SHOWN = 8;
    private static final int LEAST = 20;
    private static final double MICROS_PER_MILLI = 1000;
    private static final double MEDIAN = 50;
    private static final double ALMOST_ALL = 99;

    /** The statements about tasks that took the longest in all, at the larger size. */
    public static List<TableFigures.Pair> statements(Timings small, Timings large) {
        return large.statements().entrySet().stream()
                .filter(entry -> entry.getKey().matches("(?i).*\\btask\\b.*"))
                .filter(entry -> entry.getValue().getTotalCount() >= LEAST)
                .filter(entry -> small.statements().containsKey(entry.getKey()))
                .sorted(Comparator.comparingDouble((Map.Entry<String, Histogram> entry) ->
                                entry.getValue().getMean() * entry.getValue().getTotalCount())
                        .reversed())
                .limit(SHOWN)
                .map(entry -> pair(entry.getKey(), small.statements().get(entry.getKey()), entry.getValue()))
                .toList();
    }

    public static List<TableFigures.Pair> pages(Timings small, Timings large) {
        var pairs = new ArrayList<TableFigures.Pair>();
        large.pages()
                .forEach((name, times) -> pairs.add(pair(name, small.pages().get(name), times)));
        return pairs;
    }

    private static TableFigures.Pair pair(String what, Histogram small, Histogram large) {
        return new TableFigures.Pair(
                what,
                small.getTotalCount(),
                large.getTotalCount(),
                millis(small, MEDIAN),
                millis(large, MEDIAN),
                millis(small, ALMOST_ALL),
                millis(large, ALMOST_ALL));
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
