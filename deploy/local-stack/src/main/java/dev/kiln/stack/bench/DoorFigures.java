package dev.kiln.stack.bench;

import dev.kiln.stack.bench.load.DoorResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One door over all rounds: medians.
 *
 * @param toFloor its rate by that of the floor in the same round; null for the floor itself
 * @param others answers that do not count, in all rounds together
 * @param cpuPer1000 milliseconds of each process for a thousand requests, by name
 */
record DoorFigures(
        String name,
        double perSecond,
        double p50Millis,
        double p99Millis,
        Double toFloor,
        long good,
        Map<String, Long> others,
        Map<String, Double> cpuPer1000) {
    private static final double MICROS_PER_MILLI = 1000;

    /** A door in one round. */
    record Round(DoorResult result, Map<String, Double> cpuPer1000, Double toFloor) {}

    static DoorFigures of(String name, List<Round> rounds) {
        var results = rounds.stream().map(Round::result).toList();
        var ratios = rounds.stream()
                .map(Round::toFloor)
                .filter(ratio -> ratio != null)
                .toList();
        return new DoorFigures(
                name,
                Median.of(results.stream().map(DoorResult::perSecond).toList()),
                Median.of(results.stream()
                        .map(r -> r.latencies().p50() / MICROS_PER_MILLI)
                        .toList()),
                Median.of(results.stream()
                        .map(r -> r.latencies().p99() / MICROS_PER_MILLI)
                        .toList()),
                ratios.isEmpty() ? null : Median.of(ratios),
                results.stream().mapToLong(DoorResult::good).sum(),
                sum(results.stream().map(DoorResult::others).toList()),
                medians(rounds.stream().map(Round::cpuPer1000).toList()));
    }

    private static Map<String, Long> sum(Collection<Map<String, Long>> counts) {
        var sum = new TreeMap<String, Long>();
        counts.forEach(each -> each.forEach((name, count) -> sum.merge(name, count, Long::sum)));
        return sum;
    }

    private static Map<String, Double> medians(List<Map<String, Double>> rounds) {
        var medians = new LinkedHashMap<String, Double>();
        rounds.getFirst()
                .keySet()
                .forEach(name -> medians.put(
                        name,
                        Median.of(rounds.stream().map(round -> round.get(name)).toList())));
        return medians;
    }
}
