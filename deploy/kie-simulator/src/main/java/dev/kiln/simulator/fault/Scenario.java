package dev.kiln.simulator.fault;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A seeded mix of faults. What hits the nth create of a model and prompt follows from the seed alone, so that it is the
 * same in every run, whatever order the creates come in. Of one kind at most one fault hits a create; kinds are drawn
 * by themselves.
 *
 * @param model only creates of this model; null for all that have no scenario of their own
 * @param shares of the creates that a fault hits, from 0 to 1; within a kind no more than 1 in total
 */
public record Scenario(String model, long seed, Map<Fault, BigDecimal> shares) {

    private static final int PARTS = 1_000_000;
    private static final long STEP = 0x9E3779B97F4A7C15L;

    /** @throws IllegalArgumentException naming the share that does not fit */
    public Scenario {
        Map<String, BigDecimal> totals = new HashMap<>();
        shares.forEach((fault, share) -> {
            if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException(
                        "shares." + fault.marker() + " must be from 0 to 1, not " + share.toPlainString());
            }
            if (totals.merge(fault.kind(), share, BigDecimal::add).compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException("the shares of the kind " + fault.kind() + " add up to more than 1");
            }
        });
        shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
    }

    /** Reads the faults' words. */
    public static Scenario of(String model, long seed, Map<String, BigDecimal> shares) {
        Map<Fault, BigDecimal> byFault = new LinkedHashMap<>();
        shares.forEach((word, share) -> byFault.put(Fault.named(word), share));
        return new Scenario(model, seed, byFault);
    }

    /** Reads {@code word:share}, for all models. */
    public static Scenario read(long seed, List<String> mix) {
        Map<String, BigDecimal> shares = new LinkedHashMap<>();
        for (String each : mix) {
            String[] sides = each.strip().split(":", -1);
            if (sides.length != 2 || !sides[1].matches("[0-9]+(\\.[0-9]+)?")) {
                throw new IllegalArgumentException("kie-simulator.scenario: word:share wanted, not " + each);
            }
            shares.put(sides[0], new BigDecimal(sides[1]));
        }
        return of(null, seed, shares);
    }

    /** What hits the nth create, from 1, of that model and prompt. */
    List<Fault> hits(UUID fingerprint, int nth) {
        Map<String, Integer> drawn = new HashMap<>();
        Map<String, BigDecimal> upTo = new HashMap<>();
        List<Fault> hits = new ArrayList<>();
        shares.forEach((fault, share) -> {
            int part = drawn.computeIfAbsent(fault.kind(), kind -> draw(kind, fingerprint, nth));
            BigDecimal from = upTo.getOrDefault(fault.kind(), BigDecimal.ZERO);
            BigDecimal to = from.add(share);
            upTo.put(fault.kind(), to);
            BigDecimal point = BigDecimal.valueOf(part, 6);
            if (point.compareTo(from) >= 0 && point.compareTo(to) < 0) {
                hits.add(fault);
            }
        });
        return hits;
    }

    private int draw(String kind, UUID fingerprint, int nth) {
        UUID ofKind = UUID.nameUUIDFromBytes(kind.getBytes(StandardCharsets.UTF_8));
        long mixed = seed;
        for (long part : new long[] {
            fingerprint.getMostSignificantBits(),
            fingerprint.getLeastSignificantBits(),
            ofKind.getMostSignificantBits(),
            nth
        }) {
            mixed = new SplittableRandom(mixed * STEP ^ part).nextLong();
        }
        return new SplittableRandom(mixed).nextInt(PARTS);
    }
}
