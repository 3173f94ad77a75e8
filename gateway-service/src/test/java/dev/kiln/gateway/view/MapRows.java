package dev.kiln.gateway.view;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A view in memory that has consumed nothing, and that can be taken away. */
public final class MapRows implements ViewRows {

    private final Map<String, Generation> rows = new HashMap<>();
    private boolean away;
    private boolean silent;

    public void add(Generation generation) {
        rows.put(generation.id(), generation);
    }

    public void takeAway() {
        away = true;
    }

    /** Nothing is answered any more, not even that it fails. */
    public void fallSilent() {
        silent = true;
    }

    @Override
    public CompletionStage<Optional<Generation>> find(String id) {
        if (silent) {
            return new CompletableFuture<>();
        }
        return away
                ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                : CompletableFuture.completedFuture(Optional.ofNullable(rows.get(id)));
    }

    @Override
    public CompletionStage<Map<Integer, Long>> nextOffsets(String topic) {
        return CompletableFuture.completedFuture(Map.of());
    }
}
