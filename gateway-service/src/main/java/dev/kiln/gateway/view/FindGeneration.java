package dev.kiln.gateway.view;

import dev.kiln.contract.GenerationIds;
import dev.kiln.gateway.idempotency.Registered;
import dev.kiln.gateway.idempotency.Registry;
import dev.kiln.gateway.identity.MintedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Finds a tenant's generation; an id that was given out here is believed until the view must have seen it. */
public final class FindGeneration {

    /** The longest time from an id's minting, or from the end of a lease, until its request is in the topic, if ever. */
    private static final Duration LONGEST_PUBLISH = Duration.ofSeconds(10);

    private final ViewRows rows;
    private final MintedIds ids;
    private final Registry registry;
    private final ViewProgress progress;

    public FindGeneration(ViewRows rows, MintedIds ids, Registry registry, ViewProgress progress) {
        this.rows = rows;
        this.ids = ids;
        this.registry = registry;
        this.progress = progress;
    }

    /** Completes exceptionally where the view or the registry is away. */
    public CompletionStage<Finding> find(String tenantId, String id) {
        if (!GenerationIds.isWellFormed(id)) {
            return now(new Finding.Unknown());
        }
        Instant consumedBeforeReading = progress.consumedUntil();
        return rows.find(id)
                .thenApply(row -> row.map(generation -> now(known(tenantId, generation)))
                        .orElseGet(() -> unseen(tenantId, id, consumedBeforeReading)))
                .thenCompose(Function.identity());
    }

    private static Finding known(String tenantId, Generation generation) {
        return generation.tenantId().equals(tenantId) ? new Finding.Known(generation) : new Finding.Unknown();
    }

    private CompletionStage<Finding> unseen(String tenantId, String id, Instant consumed) {
        Optional<Instant> mintedAt = ids.verify(tenantId, id);
        if (mintedAt.isPresent()) {
            return now(believed(new Finding.OnItsWay(id, mintedAt.get()), mintedAt.get(), consumed));
        }
        return registry.find(tenantId, id)
                .thenApply(registered ->
                        registered.map(known -> keyed(id, known, consumed)).orElseGet(Finding.Unknown::new));
    }

    private Finding keyed(String id, Registered known, Instant consumed) {
        Finding.OnItsWay onItsWay = new Finding.OnItsWay(id, known.createdAt());
        return known.published() ? onItsWay : believed(onItsWay, known.leasedUntil(), consumed);
    }

    private Finding believed(Finding.OnItsWay onItsWay, Instant givenOutAt, Instant consumed) {
        if (consumed.isAfter(givenOutAt.plus(LONGEST_PUBLISH))) {
            return new Finding.Unknown();
        }
        progress.look();
        return onItsWay;
    }

    private static CompletionStage<Finding> now(Finding finding) {
        return CompletableFuture.completedFuture(finding);
    }
}
