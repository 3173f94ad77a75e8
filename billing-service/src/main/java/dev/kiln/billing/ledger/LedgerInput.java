package dev.kiln.billing.ledger;

import dev.kiln.contract.AccountEvent;
import dev.kiln.contract.BillingEvent;
import dev.kiln.contract.CancellationRequested;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationEvent;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.RequestSummary;
import dev.kiln.contract.SecondTaskFound;
import dev.kiln.contract.Submission;
import dev.kiln.contract.SubmissionEvent;
import dev.kiln.contract.TaskEvent;
import dev.kiln.contract.TenantSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** An event that moves a generation's credits. */
public record LedgerInput(Envelope envelope, GenerationEvent event, long sequence, RequestSummary request) {

    private static final long NO_STEP = 0;

    /** Empty for an event that is not about what a generation holds or was charged. */
    public static Optional<LedgerInput> of(Envelope envelope) {
        return switch (envelope.event()) {
            case SubmissionEvent step -> Optional.of(new LedgerInput(envelope, step, step.sequence(), step.request()));
            case CompletionEvent end -> Optional.of(new LedgerInput(envelope, end, end.sequence(), end.request()));
            case SecondTaskFound found -> Optional.of(new LedgerInput(envelope, found, NO_STEP, found.request()));
            case GenerationRequested ignored -> Optional.empty();
            case CancellationRequested ignored -> Optional.empty();
            case TaskEvent ignored -> Optional.empty();
            case BillingEvent ignored -> Optional.empty();
            case AccountEvent ignored -> Optional.empty();
            case TenantSet ignored -> Optional.empty();
        };
    }

    public String eventId() {
        return envelope.id();
    }

    public String generationId() {
        return event.generationId();
    }

    public String tenant() {
        return envelope.tenantId();
    }

    public String model() {
        return request.model();
    }

    /** When the dispatcher said it. */
    public Instant occurredAt() {
        return envelope.time();
    }

    /** Empty unless the event ends the generation. */
    public Optional<CompletionEvent> completion() {
        return event instanceof CompletionEvent end ? Optional.of(end) : Optional.empty();
    }

    /**
     * Whether Kie had taken by then what the event books under that day. A further task is found long after it was created,
     * so its day tells nothing; of nearly all others the day tells all.
     */
    public boolean isTakenBy(Instant time, LocalDate day) {
        if (event instanceof SecondTaskFound found) {
            return !found.submission().submittedAt().isAfter(time);
        }
        int side = day.compareTo(Position.utcDay(time));
        Instant latest = completion().map(CompletionEvent::completedAt).orElse(occurredAt());
        return side < 0 || side == 0 && !latest.isAfter(time);
    }

    /** Empty where the event says nothing of a charge. */
    Optional<Charge> charge() {
        return event instanceof SecondTaskFound found
                ? Optional.of(found.charge())
                : completion().map(CompletionEvent::charge);
    }

    /** Empty unless the event is about a task of Kie's that has ended. */
    public Optional<String> endedTask() {
        return event instanceof SecondTaskFound found
                ? Optional.of(found.submission().taskId())
                : completion().map(CompletionEvent::submission).map(Submission::taskId);
    }

    /** How surely {@link #charge()} is known; null where the event says nothing of one. */
    public ChargeBasis basis() {
        return charge().map(Charge::basis).orElse(null);
    }
}
