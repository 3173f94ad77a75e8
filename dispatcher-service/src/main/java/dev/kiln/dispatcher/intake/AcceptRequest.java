package dev.kiln.dispatcher.intake;

import dev.kiln.catalog.Catalog;
import dev.kiln.catalog.Model;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Failure;
import dev.kiln.contract.Fault;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.Lane;
import dev.kiln.contract.Reason;
import dev.kiln.contract.RequestSummary;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.TaskRoute;
import dev.kiln.dispatcher.task.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Turns a request into a task: queued, or failed at once with its faults. Requests by REST and by topic are equal. */
public final class AcceptRequest {

    private static final Duration LONGEST_LIFE = Duration.ofDays(14);

    private final Catalog catalog;
    private final Duration defaultLife;
    private final Clock clock;

    /** Requests without an {@code expiresAt} are not submitted later than {@code defaultLife} after acceptance. */
    public AcceptRequest(Catalog catalog, Duration defaultLife, Clock clock) {
        this.catalog = catalog;
        this.defaultLife = defaultLife;
        this.clock = clock;
    }

    /** @param traceParent where it was taken; null for a request that is not traced */
    public Transition accept(Envelope envelope, GenerationRequested requested, String traceParent) {
        Instant now = clock.instant();
        Optional<Model> model = catalog.find(requested.model());
        List<Fault> faults = model.map(known -> known.check(requested.input())).orElse(List.of());
        boolean valid = model.isPresent() && faults.isEmpty();
        Generation generation = generation(envelope, requested, valid ? model : Optional.empty(), now, traceParent);
        Queued queued = new Queued(generation, 0, false, null, now);
        if (valid) {
            return queued.accepted();
        }
        return queued.fail(failure(model.isPresent()), model.isPresent() ? faults : List.of(unknownModel()), now);
    }

    /** The id that the request named, or the one derived from its event. */
    public static String generationId(Envelope envelope, GenerationRequested requested) {
        return requested.generationId() == null
                ? GenerationIds.ofRequest(envelope.tenantId(), envelope.source().toString(), envelope.id())
                : requested.generationId();
    }

    private Generation generation(
            Envelope envelope, GenerationRequested requested, Optional<Model> model, Instant now, String traceParent) {
        RequestSummary summary =
                new RequestSummary(requested.model(), requested.reference(), requested.metadata(), catalog.revision());
        return new Generation(
                generationId(envelope, requested),
                envelope.tenantId(),
                summary,
                model.map(known -> new TaskRoute(
                                known.route().family(), known.route().upstreamModel()))
                        .orElse(null),
                model.map(known -> known.completed(requested.input())).orElse(null),
                model.map(known -> known.estimate(requested.input(), now)).orElse(null),
                requested.lane() == null ? Lane.STANDARD : requested.lane(),
                now,
                expiresAt(requested, now),
                Fingerprint.of(requested),
                traceParent);
    }

    /** No request waits longer than the topic keeps it. */
    private Instant expiresAt(GenerationRequested requested, Instant now) {
        Instant asked = requested.expiresAt() == null ? now.plus(defaultLife) : requested.expiresAt();
        Instant latest = now.plus(LONGEST_LIFE);
        return asked.isBefore(now) ? now : asked.isAfter(latest) ? latest : asked;
    }

    private static Failure failure(boolean modelKnown) {
        return modelKnown
                ? new Failure(Reason.INVALID_INPUT, "the input breaks the model's rules; see the faults", false, false)
                : new Failure(Reason.UNKNOWN_MODEL, "the catalog has no such model", false, false);
    }

    private static Fault unknownModel() {
        return new Fault("/model", "no such model; GET /v1/models lists them");
    }
}
