package dev.kiln.stack.guarantee;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What truly happened at Kie.
 *
 * @param balances credits left, by account
 * @param granted credits that the accounts were given, in all
 */
public record Truth(
        List<Create> creates, List<TaskCharge> charges, Map<String, BigDecimal> balances, BigDecimal granted) {
    public Truth {
        creates = List.copyOf(creates);
        charges = List.copyOf(charges);
        balances = Map.copyOf(balances);
    }

    /**
     * A create that Kie received, whatever it answered.
     *
     * @param account null for a wrong key
     * @param attempt {@code generationId.attempt} as its callback URL says; null without one
     * @param taskId null where nothing was stored
     */
    public record Create(Instant at, String account, String model, String attempt, String taskId) {
        /** The generation that it was for; null where it is not known. */
        public String generationId() {
            return attempt == null ? null : attempt.substring(0, attempt.lastIndexOf('.'));
        }
    }

    /** A task that ended; a failed one with 0. */
    public record TaskCharge(String taskId, String model, BigDecimal credits) {}

    /** What Kie charged for a generation's tasks. */
    BigDecimal chargedFor(String generationId) {
        var tasks = creates.stream()
                .filter(create -> create.taskId() != null && generationId.equals(create.generationId()))
                .map(Create::taskId)
                .collect(Collectors.toSet());
        return charges.stream()
                .filter(charge -> tasks.contains(charge.taskId()))
                .map(TaskCharge::credits)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public BigDecimal charged() {
        return charges.stream().map(TaskCharge::credits).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public BigDecimal balance() {
        return balances.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
