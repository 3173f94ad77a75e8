package dev.kiln.gateway.idempotency;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A registry that can only be looked into. */
public final class MapRegistry implements Registry {

    private final Map<String, Registered> known = new HashMap<>();

    public void add(String tenantId, String generationId, Registered registered) {
        known.put(tenantId + " " + generationId, registered);
    }

    @Override
    public CompletionStage<Optional<Registered>> find(String tenantId, String generationId) {
        return CompletableFuture.completedFuture(Optional.ofNullable(known.get(tenantId + " " + generationId)));
    }

    @Override
    public CompletionStage<Claim> claim(KeyedRequest request, Receipt receipt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> published(Lease lease) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> giveBack(Lease lease) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Integer> forget(Duration age, int limit) {
        throw new UnsupportedOperationException();
    }
}
