package dev.kiln.stack.bench;

import dev.kiln.stack.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is measured, and how long.
 *
 * @param warmUp generations before those that count
 * @param count generations that count
 * @param inFlight generations accepted and not complete at a time, at most
 * @param accounts simulated Kie accounts, each with Kie's own rate limit
 * @param connections of the load
 * @param doorWarmUp requests to each door before those that count
 * @param rounds at the doors
 * @param seconds that a door is measured in each round
 * @param rows of the large tables; the small ones have a tenth
 * @param asInImages whether each JVM has the options of its image; otherwise the first compiler alone, as ./kiln up
 * @param profiled the children whose hottest methods are recorded
 */
record BenchOptions(
        Set<Section> sections,
        int warmUp,
        int count,
        int inFlight,
        int accounts,
        int connections,
        int doorWarmUp,
        int rounds,
        int seconds,
        int rows,
        boolean asInImages,
        List<String> profiled) {
    /** A part of the benchmark that can be run alone. */
    enum Section {
        INTAKE,
        CALLBACKS,
        E2E,
        TABLES
    }

    BenchOptions {
        atLeast("--warm-up", warmUp, 0);
        atLeast("--count", count, 1);
        atLeast("--in-flight", inFlight, 1);
        atLeast("--accounts", accounts, 1);
        atLeast("--connections", connections, 1);
        atLeast("--door-warm-up", doorWarmUp, 0);
        atLeast("--rounds", rounds, 1);
        atLeast("--seconds", seconds, 1);
        atLeast("--rows", rows, 1000);
        profiled.forEach(BenchOptions::isJvm);
        sections = Set.copyOf(sections);
        profiled = List.copyOf(profiled);
    }

    boolean measures(Section section) {
        return sections.contains(section);
    }

    private static void isJvm(String child) {
        var jvms = Stream.concat(
                        Stream.of(BenchStack.GENERATOR, "kafka"),
                        Arrays.stream(Part.values()).map(Part::title))
                .sorted()
                .toList();
        if (!jvms.contains(child)) {
            throw new IllegalArgumentException(
                    "--profile must be one of " + String.join(", ", jvms) + ", not " + child);
        }
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be " + least + " or more, not " + value);
        }
    }
}
