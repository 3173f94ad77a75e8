package dev.kiln.gateway.idempotency;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Remembers the keys that requests came under; the same for all replicas. A stage completes within seconds, exceptionally
 * where the registry is away.
 */
public interface Registry {

    /** Durable before it completes, so that a repeated request meets it whatever happens here. */
    CompletionStage<Claim> claim(KeyedRequest request, Receipt receipt);

    /** Kafka has the request. */
    CompletionStage<Void> published(Lease lease);

    /** Nothing was published under the lease: all is as it was before it. */
    CompletionStage<Void> giveBack(Lease lease);

    /** Empty for another tenant's id too. */
    CompletionStage<Optional<Registered>> find(String tenantId, String generationId);

    /** Forgets keys older than this, at most {@code limit}; completes with how many. */
    CompletionStage<Integer> forget(Duration age, int limit);
}
