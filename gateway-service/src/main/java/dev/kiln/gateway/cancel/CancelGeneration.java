package dev.kiln.gateway.cancel;

import dev.kiln.contract.CancellationRequested;
import dev.kiln.contract.Envelope;
import dev.kiln.gateway.accept.RequestLog;
import dev.kiln.gateway.view.FindGeneration;
import dev.kiln.gateway.view.Finding;
import dev.kiln.gateway.view.Generation;
import dev.kiln.gateway.view.Status;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Passes on that a tenant no longer wants a generation, which may be so new that the view does not know it. */
public final class CancelGeneration {

    private static final int LONGEST_READ_SECONDS = 6;

    private final FindGeneration findGeneration;
    private final RequestLog log;
    private final Clock clock;

    public CancelGeneration(FindGeneration findGeneration, RequestLog log, Clock clock) {
        this.findGeneration = findGeneration;
        this.log = log;
        this.clock = clock;
    }

    public CompletionStage<Cancellation> cancel(String tenantId, String id) {
        return findGeneration
                .find(tenantId, id)
                .toCompletableFuture()
                .copy()
                .orTimeout(LONGEST_READ_SECONDS, TimeUnit.SECONDS)
                .handle((finding, failure) ->
                        failure == null ? cancel(tenantId, finding) : now(new Cancellation.ViewAway()))
                .thenCompose(Function.identity());
    }

    private CompletionStage<Cancellation> cancel(String tenantId, Finding finding) {
        return switch (finding) {
            case Finding.Known known -> cancel(known.generation());
            case Finding.OnItsWay onItsWay -> publish(tenantId, onItsWay.id(), Status.ACCEPTED);
            case Finding.Unknown unknown -> now(new Cancellation.NotFound());
        };
    }

    private CompletionStage<Cancellation> cancel(Generation generation) {
        Status status = generation.standing().status();
        return status.isFinal()
                ? now(new Cancellation.AlreadyFinal(generation.id(), status))
                : publish(generation.tenantId(), generation.id(), status);
    }

    /** The event's id is the same each time, as the wish is. */
    private CompletionStage<Cancellation> publish(String tenantId, String id, Status status) {
        Envelope wish = new Envelope(
                id + ".cancel", Envelope.GATEWAY, clock.instant(), tenantId, new CancellationRequested(id));
        return log.append(wish).thenApply(appending -> switch (appending) {
            case ACKNOWLEDGED -> new Cancellation.Requested(id, status);
            case NOT_SENT -> new Cancellation.Overloaded();
            case UNKNOWN -> new Cancellation.Unknown(id);
        });
    }

    private static CompletionStage<Cancellation> now(Cancellation cancellation) {
        return CompletableFuture.completedFuture(cancellation);
    }
}
