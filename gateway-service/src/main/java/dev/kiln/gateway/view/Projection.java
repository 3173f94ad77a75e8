package dev.kiln.gateway.view;

import dev.kiln.catalog.Catalog;
import dev.kiln.contract.CancellationRequested;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationEvent;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationParked;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.GenerationRequeued;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.RequestSummary;
import dev.kiln.contract.SecondTaskFound;
import dev.kiln.contract.Submission;
import dev.kiln.contract.SubmissionEvent;
import java.util.List;
import java.util.Optional;

/** What an event alone says of its generation. */
public final class Projection {

    private final Catalog catalog;

    public Projection(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Empty for an event that changes nothing here. */
    public Optional<Generation> of(Envelope envelope) {
        if (!(envelope.event() instanceof GenerationEvent event)) {
            return Optional.empty();
        }
        return switch (event) {
            case GenerationRequested requested -> Optional.of(requested(envelope, requested));
            case CancellationRequested cancellation -> Optional.empty();
            case SubmissionEvent submission -> Optional.of(submission(envelope.tenantId(), submission));
            case CompletionEvent completion -> Optional.of(completion(envelope.tenantId(), completion));
            case SecondTaskFound found -> Optional.empty();
        };
    }

    private Generation requested(Envelope envelope, GenerationRequested requested) {
        String id = requested.generationId() != null
                ? requested.generationId()
                : GenerationIds.ofRequest(envelope.tenantId(), envelope.source().toString(), envelope.id());
        return new Generation(
                id,
                envelope.tenantId(),
                new Asked(requested.model(), requested.reference(), requested.metadata()),
                new Standing(0, Status.ACCEPTED, null, envelope.time(), null),
                estimate(envelope, requested),
                null);
    }

    /** Null where the request does not fit its model: it will end as failed. */
    private Estimate estimate(Envelope envelope, GenerationRequested requested) {
        return catalog.find(requested.model())
                .filter(model -> model.check(requested.input()).isEmpty())
                .map(model -> model.estimate(requested.input(), envelope.time()))
                .orElse(null);
    }

    private static Generation submission(String tenantId, SubmissionEvent event) {
        return switch (event) {
            case GenerationSubmitted submitted -> underway(tenantId, event, Status.RUNNING, submitted.estimate());
            case GenerationInDoubt inDoubt -> underway(tenantId, event, Status.UNCERTAIN, inDoubt.estimate());
            case GenerationParked parked -> underway(tenantId, event, Status.PARKED, parked.estimate());
            case GenerationRequeued requeued -> underway(tenantId, event, Status.ACCEPTED, null);
        };
    }

    private static Generation underway(String tenantId, SubmissionEvent event, Status status, Estimate estimate) {
        return new Generation(
                event.generationId(),
                tenantId,
                asked(event.request()),
                standing(event.sequence(), status, event.submission()),
                estimate,
                null);
    }

    private static Generation completion(String tenantId, CompletionEvent event) {
        return switch (event) {
            case GenerationSucceeded succeeded ->
                ended(
                        tenantId,
                        event,
                        Status.SUCCEEDED,
                        new Ending(event.charge(), succeeded.assets(), null, List.of(), event.completedAt()));
            case GenerationFailed failed ->
                ended(
                        tenantId,
                        event,
                        Status.FAILED,
                        new Ending(event.charge(), List.of(), failed.failure(), failed.faults(), event.completedAt()));
            case GenerationCanceled canceled ->
                ended(
                        tenantId,
                        event,
                        Status.CANCELED,
                        new Ending(event.charge(), List.of(), null, List.of(), event.completedAt()));
        };
    }

    private static Generation ended(String tenantId, CompletionEvent event, Status status, Ending ending) {
        return new Generation(
                event.generationId(),
                tenantId,
                asked(event.request()),
                standing(event.sequence(), status, event.submission()),
                event.estimate(),
                ending);
    }

    private static Asked asked(RequestSummary request) {
        return new Asked(request.model(), request.reference(), request.metadata());
    }

    private static Standing standing(long sequence, Status status, Submission submission) {
        return submission == null
                ? new Standing(sequence, status, null, null, null)
                : new Standing(sequence, status, submission.attempt(), null, submission.submittedAt());
    }
}
