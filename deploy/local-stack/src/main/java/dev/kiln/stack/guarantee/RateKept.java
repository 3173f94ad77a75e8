package dev.kiln.stack.guarantee;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * No account makes more creates than allowed in any stretch of time of the given length, over all replicas, nor more reads
 * of records than Kie allows in a second. The slot of either is taken until its answer, and so its way does not matter.
 *
 * @param window half open: creates exactly that far apart are in two windows
 */
public record RateKept(int allowed, Duration window) implements Guarantee {
    /** Reads of records that Kie allows a key in a second; unlike that of creates no run shortens it. */
    public static final int READS = 10;

    private static final SlidingLimit READS_A_SECOND = new SlidingLimit(READS, Duration.ofSeconds(1));

    public static RateKept asKieDocumentsIt() {
        return new RateKept(20, Duration.ofSeconds(10));
    }

    @Override
    public List<String> violations(Evidence evidence) {
        var violations = new ArrayList<String>();
        creates(evidence.truth())
                .forEach((account, times) -> creates().exceeded(times).stream()
                        .map(span -> violation(account, "creates", creates(), span))
                        .forEach(violations::add));
        reads(evidence.truth())
                .forEach((account, times) -> READS_A_SECOND.exceeded(times).stream()
                        .map(span -> violation(account, "reads of records", READS_A_SECOND, span))
                        .forEach(violations::add));
        return violations;
    }

    /** The most creates that an account made in any window. */
    public int largest(Truth truth) {
        return largest(creates(), creates(truth).values());
    }

    /** The most reads of records that an account made in any second. */
    public static int largestReads(Truth truth) {
        return largest(READS_A_SECOND, reads(truth).values());
    }

    private static int largest(SlidingLimit limit, Collection<List<Instant>> accounts) {
        return accounts.stream().mapToInt(limit::largest).max().orElse(0);
    }

    private SlidingLimit creates() {
        return new SlidingLimit(allowed, window);
    }

    private static Map<String, List<Instant>> creates(Truth truth) {
        var known = truth.creates().stream().filter(create -> create.account() != null);
        return byAccount(known, Truth.Create::account, Truth.Create::at);
    }

    private static Map<String, List<Instant>> reads(Truth truth) {
        return byAccount(truth.reads().stream(), Truth.Read::account, Truth.Read::at);
    }

    private static <T> Map<String, List<Instant>> byAccount(
            Stream<T> calls, Function<T, String> account, Function<T, Instant> at) {
        return calls.collect(Collectors.groupingBy(account, Collectors.mapping(at, Collectors.toList())));
    }

    private static String violation(String account, String what, SlidingLimit limit, Span span) {
        return "account " + account + " made " + (limit.allowed() + 1) + " " + what + " within "
                + limit.window().toSeconds() + " s of " + span.from();
    }
}
