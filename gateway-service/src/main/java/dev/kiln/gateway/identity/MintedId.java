package dev.kiln.gateway.identity;

import java.time.Instant;

/** A new generation's id and the time that stands in it, to the millisecond. */
public record MintedId(String id, Instant mintedAt) {}
