package dev.kiln.gateway.idempotency;

import dev.kiln.contract.GenerationIds;
import java.time.Duration;
import java.time.Instant;

/** A request under a tenant's key. */
public record KeyedRequest(String tenantId, IdempotencyKey key, Fingerprint fingerprint, Instant receivedAt) {

    /** With the longest publish after it, well before anybody denies its id. */
    private static final Duration LONGEST_PREPARATION = Duration.ofSeconds(5);

    /** Too late to be published: who sent it may have been told already that there is nothing. */
    public boolean isLate(Instant now) {
        return receivedAt.plus(LONGEST_PREPARATION).isBefore(now);
    }

    /** The same for the same tenant and key. */
    public String generationId() {
        return GenerationIds.ofIdempotencyKey(tenantId, key.text());
    }
}
