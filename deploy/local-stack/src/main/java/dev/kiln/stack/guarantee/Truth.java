package dev.kiln.stack.guarantee;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What truly happened at Kie. */
public final class Truth {
    private final List<Create> creates;
    private final List<Read> reads;
    private final List<TaskCharge> charges;
    private final Map<String, BigDecimal> balances;
    private final BigDecimal granted;
    private final Set<String> calledBack;
    private final Map<String, Create> byAttempt = new HashMap<>();
    private final Map<String, String> generationOfTask = new HashMap<>();
    private final Set<String> ended = new HashSet<>();

    /**
     * @param reads of records, those that were refused included
     * @param balances credits left, by account
     * @param granted credits that the accounts were given, in all
     * @param calledBack the attempts ({@code generationId.attempt}) of which a callback was answered 200
     */
    public Truth(
            List<Create> creates,
            List<Read> reads,
            List<TaskCharge> charges,
            Map<String, BigDecimal> balances,
            BigDecimal granted,
            Set<String> calledBack) {
        this.creates = List.copyOf(creates);
        this.reads = List.copyOf(reads);
        this.charges = List.copyOf(charges);
        this.balances = Map.copyOf(balances);
        this.granted = granted;
        this.calledBack = Set.copyOf(calledBack);
        for (var create : this.creates) {
            if (create.attempt() != null) {
                byAttempt.put(create.attempt(), create);
            }
            if (create.taskId() != null && create.attempt() != null) {
                generationOfTask.put(create.taskId(), create.generationId());
            }
        }
        this.charges.forEach(charge -> ended.add(charge.taskId()));
    }

    /**
     * A create that Kie received, whatever it answered.
     *
     * @param account null for a wrong key
     * @param attempt {@code generationId.attempt} as its callback URL says; null without one
     * @param taskId null where nothing was stored
     * @param answered when the whole of an answer was sent that says if there is a task; null where none was
     */
    public record Create(Instant at, String account, String model, String attempt, String taskId, Instant answered) {
        /** Whether its sender could know by the answer what became of it. */
        public boolean clear() {
            return answered != null;
        }

        /** The generation that it was for; null where it is not known. */
        public String generationId() {
            return attempt == null ? null : attempt.substring(0, attempt.lastIndexOf('.'));
        }
    }

    /** A reading of a record, whatever it was answered. */
    public record Read(Instant at, String account) {}

    /**
     * A task that ended; a failed one with 0, as a rule.
     *
     * @param credits what Kie took
     * @param knowable what can be known of it from outside: the same where records and callbacks tell it, and where they tell
     *     nothing, what the price is
     */
    public record TaskCharge(String taskId, String model, String account, BigDecimal credits, BigDecimal knowable) {}

    public List<Create> creates() {
        return creates;
    }

    public List<Read> reads() {
        return reads;
    }

    public List<TaskCharge> charges() {
        return charges;
    }

    public BigDecimal granted() {
        return granted;
    }

    /** Credits left, by account. */
    public Map<String, BigDecimal> balances() {
        return balances;
    }

    Optional<Create> create(String attempt) {
        return Optional.ofNullable(byAttempt.get(attempt));
    }

    public Set<String> calledBack() {
        return calledBack;
    }

    boolean calledBack(String attempt) {
        return calledBack.contains(attempt);
    }

    boolean ended(String taskId) {
        return ended.contains(taskId);
    }

    /** The generation that a task was created for; empty where it is not known. */
    public Optional<String> generationOf(String taskId) {
        return Optional.ofNullable(generationOfTask.get(taskId));
    }

    /** What can be known of what Kie charged for the tasks of each generation. */
    Map<String, BigDecimal> knowableByGeneration() {
        var sums = new HashMap<String, BigDecimal>();
        charges.forEach(charge -> generationOf(charge.taskId())
                .ifPresent(generation -> sums.merge(generation, charge.knowable(), BigDecimal::add)));
        return sums;
    }

    public BigDecimal charged() {
        return charges.stream().map(TaskCharge::credits).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public BigDecimal balance() {
        return balances.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
