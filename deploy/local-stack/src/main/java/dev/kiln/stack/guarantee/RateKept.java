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
        Map<String, List<Instant>> times = evidence.truth().creates().stream()
                .filter(create -> create.account() != null)
                .collect(Collectors.groupingBy(
                        Truth.Create::account, Collectors.mapping(Truth.Create::at, Collectors.toList())));
        var violations = new ArrayList<String>();
        times.forEach((account, created) -> violations.addAll(violations(account, created)));
        return violations;
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
