package dev.kiln.stack.guarantee;

import dev.kiln.contract.GenerationParked;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * For each model and each of Kie's accounts the ledger holds the credits that Kie charged, or where Kie does not tell them,
 * the price; and Kie's balance is short by just what it charged. What Kie charged for a parked generation is in no ledger:
 * nobody can know it, and that it is parked is said.
 */
public record LedgerMatchesKie() implements Guarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        var truth = evidence.truth();
        var used = sums(evidence.usage().stream(), use -> place(use.model(), use.account()), Usage::credits);
        var parked =
                evidence.parked().stream().map(GenerationParked::generationId).collect(Collectors.toSet());
        var known = truth.charges().stream()
                .filter(charge -> truth.generationOf(charge.taskId())
                        .filter(parked::contains)
                        .isEmpty());
        var charged = sums(known, charge -> place(charge.model(), charge.account()), Truth.TaskCharge::knowable);
        var violations = new ArrayList<String>();
        var places = Stream.concat(used.keySet().stream(), charged.keySet().stream())
                .distinct()
                .sorted();
        places.forEach(place -> {
            var inLedger = used.getOrDefault(place, BigDecimal.ZERO);
            var atKie = charged.getOrDefault(place, BigDecimal.ZERO);
            if (inLedger.compareTo(atKie) != 0) {
                violations.add(place + ": the ledger holds " + inLedger.toPlainString() + ", Kie charged "
                        + atKie.toPlainString());
            }
        });
        var expected = truth.granted().subtract(truth.charged());
        if (truth.balance().compareTo(expected) != 0) {
            violations.add("Kie's balance is " + truth.balance().toPlainString() + ", granted less charged is "
                    + expected.toPlainString());
        }
        return violations;
    }

    private static String place(String model, String account) {
        return model + " of account " + account;
    }

    private static <T> Map<String, BigDecimal> sums(
            Stream<T> items, Function<T, String> place, Function<T, BigDecimal> credits) {
        return items.collect(Collectors.toMap(place, credits, BigDecimal::add, TreeMap::new));
    }
}
