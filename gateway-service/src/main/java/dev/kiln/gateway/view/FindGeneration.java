package dev.kiln.gateway.view;

import dev.kiln.contract.GenerationIds;
import dev.kiln.gateway.identity.MintedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds a tenant's generation; an id that was minted here is believed until the view must have seen it. */
public final class FindGeneration {

    /** The longest time from an id's minting until its request is in the topic, if it ever is. */
    private static final Duration LONGEST_PUBLISH = Duration.ofSeconds(10);

    private final ViewRows rows;
    private final MintedIds ids;
    private final ViewProgress progress;

    public FindGeneration(ViewRows rows, MintedIds ids, ViewProgress progress) {
        this.rows = rows;
        this.ids = ids;
        this.progress = progress;
    }

    public CompletionStage<Finding> find(String tenantId, String id) {
        if (!GenerationIds.isWellFormed(id)) {
            return CompletableFuture.completedFuture(new Finding.Unknown());
        }
        Instant consumedBeforeReading = progress.consumedUntil();
        return rows.find(id)
                .thenApply(row -> row.map(generation -> known(tenantId, generation))
                        .orElseGet(() -> unseen(tenantId, id, consumedBeforeReading)));
    }

    private static Finding known(String tenantId, Generation generation) {
        return generation.tenantId().equals(tenantId) ? new Finding.Known(generation) : new Finding.Unknown();
    }

    private Finding unseen(String tenantId, String id, Instant consumed) {
        Optional<Instant> mintedAt = ids.verify(tenantId, id);
        if (mintedAt.isEmpty() || consumed.isAfter(mintedAt.get().plus(LONGEST_PUBLISH))) {
            return new Finding.Unknown();
        }
        progress.look();
        return new Finding.OnItsWay(id, mintedAt.get());
    }
}
