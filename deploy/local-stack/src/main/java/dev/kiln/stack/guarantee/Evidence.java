package dev.kiln.stack.guarantee;

import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationParked;
import dev.kiln.contract.SubmissionEvent;
import dev.kiln.contract.TaskEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** All that is known of a run that has come to rest. */
public final class Evidence {
    private final Set<String> accepted;
    private final Truth truth;
    private final List<Envelope> events;
    private final List<Usage> usage;
    private final Set<String> canceledAhead;
    private final Interruptions interruptions;
    private final Optional<Books> books;
    private final Map<String, CompletionEvent> completions = new HashMap<>();
    private final Map<String, SubmissionEvent> steps = new HashMap<>();
    private final Set<String> heard = new HashSet<>();

    /**
     * @param accepted the generations that Kiln took: by a 202, or by a good record on its topic
     * @param events what was said on the topics, from their beginning
     * @param usage what the ledger says was used
     */
    public Evidence(Set<String> accepted, Truth truth, List<Envelope> events, List<Usage> usage) {
        this(accepted, truth, events, usage, Set.of(), Interruptions.none(), Optional.empty());
    }

    private Evidence(
            Set<String> accepted,
            Truth truth,
            List<Envelope> events,
            List<Usage> usage,
            Set<String> canceledAhead,
            Interruptions interruptions,
            Optional<Books> books) {
        this.accepted = Set.copyOf(accepted);
        this.truth = truth;
        this.events = List.copyOf(events);
        this.usage = List.copyOf(usage);
        this.canceledAhead = Set.copyOf(canceledAhead);
        this.interruptions = interruptions;
        this.books = books;
        for (var envelope : this.events) {
            switch (envelope.event()) {
                case CompletionEvent ended -> completions.merge(ended.generationId(), ended, LAST_COMPLETION);
                case SubmissionEvent step -> steps.merge(step.generationId(), step, LAST_STEP);
                case TaskEvent told when told.taskId() != null -> heard.add(told.generationId() + "." + told.attempt());
                default -> {
                    // requests and charges are no steps of a generation
                }
            }
        }
    }

    private static final BinaryOperator<CompletionEvent> LAST_COMPLETION =
            BinaryOperator.maxBy(Comparator.comparingLong(CompletionEvent::sequence));
    private static final BinaryOperator<SubmissionEvent> LAST_STEP =
            BinaryOperator.maxBy(Comparator.comparingLong(SubmissionEvent::sequence));

    /** @param ids of generations whose cancellation was on the topic before their request was */
    public Evidence canceledAhead(Set<String> ids) {
        return new Evidence(accepted, truth, events, usage, ids, interruptions, books);
    }

    /** Where senders died, or the database was away. */
    public Evidence interruptedBy(Interruptions known) {
        return new Evidence(accepted, truth, events, usage, canceledAhead, known, books);
    }

    /** Many entries, and balances that are read now and then: for a run that is at rest. */
    public Evidence bookedAs(Books entries) {
        return new Evidence(accepted, truth, events, usage, canceledAhead, interruptions, Optional.of(entries));
    }

    public Set<String> accepted() {
        return accepted;
    }

    public Truth truth() {
        return truth;
    }

    public List<Envelope> events() {
        return events;
    }

    List<Usage> usage() {
        return usage;
    }

    /** Empty where nobody looked into them. */
    Optional<Books> books() {
        return books;
    }

    Set<String> canceledAhead() {
        return canceledAhead;
    }

    /** Whether a callback of the attempt was taken: answered 200, or written to the topic although the answer was lost. */
    public boolean calledBack(String attempt) {
        return truth.calledBack(attempt) || heard.contains(attempt);
    }

    Interruptions interruptions() {
        return interruptions;
    }

    Stream<CompletionEvent> completions() {
        return events.stream()
                .map(Envelope::event)
                .filter(CompletionEvent.class::isInstance)
                .map(CompletionEvent.class::cast);
    }

    /** The one that counts: of the highest sequence. */
    public Optional<CompletionEvent> completion(String generationId) {
        return Optional.ofNullable(completions.get(generationId));
    }

    /** The last step that was announced before the end. */
    Optional<SubmissionEvent> lastStep(String generationId) {
        return Optional.ofNullable(steps.get(generationId));
    }

    /** What is said to be parked and has not ended since. */
    public List<GenerationParked> parked() {
        return steps.values().stream()
                .filter(step -> !completions.containsKey(step.generationId()))
                .filter(GenerationParked.class::isInstance)
                .map(GenerationParked.class::cast)
                .toList();
    }

    /** Each as often as it was said. */
    Stream<GenerationInDoubt> doubts() {
        return events.stream()
                .map(Envelope::event)
                .filter(GenerationInDoubt.class::isInstance)
                .map(GenerationInDoubt.class::cast);
    }

    /** The accepted that are neither ended nor parked. */
    public List<String> unsettled() {
        return accepted.stream()
                .filter(id -> !completions.containsKey(id) && !(steps.get(id) instanceof GenerationParked))
                .sorted()
                .toList();
    }
}
