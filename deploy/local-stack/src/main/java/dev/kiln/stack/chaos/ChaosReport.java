package dev.kiln.stack.chaos;

import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.stack.guarantee.Evidence;
import dev.kiln.stack.guarantee.RateKept;
import dev.kiln.stack.guarantee.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run did, and what is left of the promises.
 *
 * @param faults by kind, how many
 * @param breaches by guarantee; empty where all were kept
 * @param length from the first request until all had come to rest
 */
public record ChaosReport(
        ChaosSize size,
        List<Long> seeds,
        Map<String, Integer> faults,
        Map<String, List<String>> breaches,
        Counts counts,
        Rate rate,
        Recoveries recoveries,
        Duration length) {

    /**
     * @param ended accepted ones that have a completion
     * @param created generations with a task at Kie
     * @param doubts attempts that were in doubt
     * @param calledBack of them, those of which a callback was taken
     * @param settled of those, the ones that have ended
     * @param parked that are still
     * @param unanswered of the parked, those whose create got no clear answer
     * @param unsent of the parked, those whose create never came to Kie; the others were answered, and lost their sender
     * @param repeated requests that had to be repeated
     */
    record Counts(
            int accepted,
            int ended,
            int created,
            int doubts,
            int calledBack,
            int settled,
            int parked,
            int unanswered,
            int unsent,
            int repeated) {

        static Counts of(Evidence evidence, int repeated) {
            var truth = evidence.truth();
            var doubts = evidence.events().stream()
                    .map(Envelope::event)
                    .filter(GenerationInDoubt.class::isInstance)
                    .map(GenerationInDoubt.class::cast)
                    .collect(Collectors.toMap(
                            doubt -> doubt.generationId() + "."
                                    + doubt.submission().attempt(),
                            GenerationInDoubt::generationId,
                            (one, other) -> one));
            var calledBack =
                    doubts.keySet().stream().filter(evidence::calledBack).toList();
            var clear = truth.creates().stream()
                    .filter(create -> create.attempt() != null)
                    .collect(Collectors.toMap(Truth.Create::attempt, Truth.Create::clear, (one, other) -> one));
            var parked = evidence.parked().stream()
                    .map(one -> one.generationId() + "." + one.submission().attempt())
                    .toList();
            return new Counts(
                    evidence.accepted().size(),
                    ended(evidence, evidence.accepted()),
                    (int) truth.creates().stream()
                            .filter(create -> create.taskId() != null)
                            .map(Truth.Create::generationId)
                            .distinct()
                            .count(),
                    doubts.size(),
                    calledBack.size(),
                    ended(evidence, calledBack.stream().map(doubts::get).collect(Collectors.toSet())),
                    parked.size(),
                    (int) parked.stream()
                            .filter(attempt -> !clear.getOrDefault(attempt, true))
                            .count(),
                    (int) parked.stream()
                            .filter(attempt -> !clear.containsKey(attempt))
                            .count(),
                    repeated);
        }

        private static int ended(Evidence evidence, Set<String> ids) {
            return (int) ids.stream()
                    .map(evidence::completion)
                    .filter(completion ->
                            completion.map(CompletionEvent::sequence).isPresent())
                    .count();
        }
    }

    /**
     * @param largest number of creates of an account in any window
     * @param used of what the limit allows from the first create until nine tenths of them
     * @param largestReads number of reads of records of an account in any second
     */
    record Rate(int creates, int largest, double used, int largestReads) {
        private static final double WHILE_WORK_WAITS = 0.9;

        static Rate of(Truth truth, ChaosSize size) {
            var times = truth.creates().stream()
                    .map(Truth.Create::at)
                    .sorted()
                    .limit((long) (truth.creates().size() * WHILE_WORK_WAITS))
                    .toList();
            var largest = new RateKept(size.limit(), size.window()).largest(truth);
            return new Rate(
                    truth.creates().size(),
                    largest,
                    times.isEmpty() ? 0 : used(times, size),
                    RateKept.largestReads(truth));
        }

        private static double used(List<Instant> times, ChaosSize size) {
            var windows =
                    (double) Duration.between(times.getFirst(), times.getLast()).toMillis()
                            / size.window().toMillis();
            return times.size() / (windows * size.limit() * size.accounts());
        }
    }

    /**
     * How long it took without a hand, each time.
     *
     * @param services under all the faults
     * @param alone services, of which one was killed at a time
     */
    record Recoveries(List<Duration> services, List<Duration> alone, List<Duration> broker, List<Duration> database) {}

    /** Whether every guarantee was kept. */
    public boolean isClean() {
        return breaches.isEmpty();
    }
}
