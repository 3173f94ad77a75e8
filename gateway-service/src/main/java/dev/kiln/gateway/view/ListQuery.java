package dev.kiln.gateway.view;

import java.time.Instant;

/**
 * Which of a tenant's generations are wanted; all but the limit may be null for any.
 *
 * @param from the earliest time of acceptance
 * @param to no longer this time
 * @param after the last one that was seen already
 */
public record ListQuery(
        Status status, String model, String reference, Instant from, Instant to, Place after, int limit) {}
