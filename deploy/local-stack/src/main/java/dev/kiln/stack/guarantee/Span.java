package dev.kiln.stack.guarantee;

import java.time.Instant;

/** A stretch of time, both ends included. */
public record Span(Instant from, Instant until) {
    boolean meets(Span other) {
        return !from.isAfter(other.until) && !other.from.isAfter(until);
    }
}
