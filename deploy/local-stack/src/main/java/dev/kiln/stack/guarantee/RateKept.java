package dev.kiln.stack.guarantee;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * No account makes more creates than allowed in any stretch of time of the given length, over all replicas.
 *
 * @param window half open: creates exactly that far apart are in two windows
 */
public record RateKept(int allowed, Duration window) implements Guarantee {

    public static RateKept asKieDocumentsIt() {
        return new RateKept(20, Duration.ofSeconds(10));
    }

    @Override
    public List<String> violations(Evidence evidence) {
        var violations = new ArrayList<String>();
        byAccount(evidence.truth()).forEach((account, created) -> violations.addAll(violations(account, created)));
        return violations;
    }

    /** The most creates that an account made in any window. */
    public int largest(Truth truth) {
        var largest = 0;
        for (var created : byAccount(truth).values()) {
            var sorted = created.stream().sorted().toList();
            var first = 0;
            for (var last = 0; last < sorted.size(); last++) {
                while (Duration.between(sorted.get(first), sorted.get(last)).compareTo(window) >= 0) {
                    first++;
                }
                largest = Math.max(largest, last - first + 1);
            }
        }
        return largest;
    }

    private static Map<String, List<Instant>> byAccount(Truth truth) {
        return truth.creates().stream()
                .filter(create -> create.account() != null)
                .collect(Collectors.groupingBy(
                        Truth.Create::account, Collectors.mapping(Truth.Create::at, Collectors.toList())));
    }

    private List<String> violations(String account, List<Instant> created) {
        var sorted = created.stream().sorted().toList();
        var violations = new ArrayList<String>();
        for (var last = allowed; last < sorted.size(); last++) {
            var first = sorted.get(last - allowed);
            if (Duration.between(first, sorted.get(last)).compareTo(window) < 0) {
                violations.add("account " + account + " made " + (allowed + 1) + " creates within " + window.toSeconds()
                        + " s of " + first);
            }
        }
        return violations;
    }
}
