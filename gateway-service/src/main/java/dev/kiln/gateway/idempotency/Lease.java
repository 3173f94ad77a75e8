package dev.kiln.gateway.idempotency;

import java.time.Instant;

/**
 * The right to publish a request, alone until it ends.
 *
 * @param until by the registry's own clock
 * @param first whether the key was new; else an earlier publish may have been successful
 */
public record Lease(String generationId, Instant until, boolean first) {}
