package dev.kiln.stack.guarantee;

import dev.kiln.contract.Charge;
import dev.kiln.contract.CompletionEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A generation that ended is charged what Kie charged for its tasks: no more, no less, not twice. Where Kie does not tell
 * the charge, as for Flux and Veo, it is charged the price; what Kie took beside it is for the reconciliation to find.
 */
public record ChargedOnce() implements Guarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        var charged = evidence.truth().knowableByGeneration();
        var ended = evidence.completions().map(CompletionEvent::generationId).collect(Collectors.toSet());
        return ended.stream()
                .sorted()
                .filter(id -> announced(evidence, id).compareTo(charged.getOrDefault(id, BigDecimal.ZERO)) != 0)
                .map(id -> id + " is charged " + announced(evidence, id).toPlainString() + ", Kie charged "
                        + charged.getOrDefault(id, BigDecimal.ZERO).toPlainString())
                .toList();
    }

    private static BigDecimal announced(Evidence evidence, String id) {
        Charge charge = evidence.completion(id).map(CompletionEvent::charge).orElse(null);
        return charge == null ? BigDecimal.ZERO : charge.credits().amount();
    }
}
