package dev.kiln.stack.chaos;

import dev.kiln.stack.Part;
import dev.kiln.stack.crash.CrashPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * What goes wrong and when, from a seed alone: the same seed and sizes make the same schedule. With more dispatchers the same
 * happens at the same times, to one or another of them.
 */
record FaultSchedule(long seed, List<Timed> faults) {
    private static final int MOST_MILLIS_AWAY = 3000;
    /** A dispatcher has the most to lose. */
    private static final List<Part> KILLED =
            List.of(Part.DISPATCHER, Part.DISPATCHER, Part.GATEWAY, Part.CALLBACK, Part.BILLING);

    private static final List<Part> FROZEN = List.of(Part.DISPATCHER, Part.GATEWAY, Part.CALLBACK, Part.BILLING);

    /** @param at after the start of the run */
    record Timed(Duration at, Fault fault) {}

    FaultSchedule {
        faults = List.copyOf(faults);
    }

    static FaultSchedule of(long seed, FaultSizes sizes) {
        var random = new Random(seed);
        var replicas = new Random(seed);
        ToIntFunction<Part> replica = part -> part == Part.DISPATCHER ? 1 + replicas.nextInt(sizes.dispatchers()) : 1;
        var faults = new ArrayList<Timed>();
        var points = shuffled(List.of(CrashPoint.values()), random);
        var parts = shuffled(KILLED, random);
        spread(
                faults,
                sizes.length(),
                sizes.kills(),
                random,
                nth -> nth % 2 == 0
                        ? new Fault.CrashAt(points.get(nth / 2 % points.size()))
                        : kill(parts.get(nth / 2 % parts.size()), replica));
        spread(
                faults,
                sizes.length(),
                sizes.freezes(),
                random,
                nth -> freeze(FROZEN.get(nth % FROZEN.size()), replica, sizes, random.nextInt(MOST_MILLIS_AWAY)));
        Supplier<Duration> away = () -> Duration.ofMillis(1000L + random.nextInt(MOST_MILLIS_AWAY));
        spread(faults, sizes.length(), sizes.outages(), random, nth -> new Fault.KafkaAway(away.get()));
        spread(faults, sizes.length(), sizes.outages(), random, nth -> new Fault.PostgresAway(away.get()));
        spread(faults, sizes.length(), sizes.storms(), random, nth -> new Fault.Burst("429", 3 + random.nextInt(5)));
        spread(
                faults,
                sizes.length(),
                sizes.storms(),
                random,
                nth -> new Fault.Burst(Mixes.BURSTS.get(random.nextInt(Mixes.BURSTS.size())), 2));
        spread(faults, sizes.length(), sizes.rests(), random, nth -> new Fault.Burst("455", 1));
        faults.addAll(mixes(sizes.length(), random));
        faults.sort(Comparator.comparing(Timed::at));
        return new FaultSchedule(seed, faults);
    }

    private static Fault kill(Part part, ToIntFunction<Part> replica) {
        return new Fault.Kill(part, replica.applyAsInt(part));
    }

    private static Fault freeze(Part part, ToIntFunction<Part> replica, FaultSizes sizes, int moreMillis) {
        var least = part == Part.DISPATCHER ? sizes.dispatcherFreeze() : sizes.freeze();
        return new Fault.Freeze(part, replica.applyAsInt(part), least.plusMillis(moreMillis));
    }

    private interface Make {
        Fault nth(int number);
    }

    /** One in each of as many equal parts of the time, anywhere in it. */
    private static void spread(List<Timed> faults, Duration length, int count, Random random, Make make) {
        for (var nth = 0; nth < count; nth++) {
            var part = length.toMillis() / count;
            var at = nth * part + random.nextInt((int) Math.max(1, part));
            faults.add(new Timed(Duration.ofMillis(at), make.nth(nth)));
        }
    }

    /** Each mix in its turn, over the whole time. */
    private static List<Timed> mixes(Duration length, Random random) {
        var mixes = shuffled(Mixes.ALL, random);
        var each = Math.max(Mixes.SHORTEST.toMillis(), length.toMillis() / mixes.size());
        var faults = new ArrayList<Timed>();
        for (var nth = 0; nth * each < length.toMillis(); nth++) {
            var mix = mixes.get(nth % mixes.size());
            faults.add(new Timed(Duration.ofMillis(nth * each), new Fault.Mix(mix, random.nextLong())));
        }
        return faults;
    }

    private static <T> List<T> shuffled(List<T> items, Random random) {
        var copy = new ArrayList<>(items);
        Collections.shuffle(copy, random);
        return copy;
    }
}
