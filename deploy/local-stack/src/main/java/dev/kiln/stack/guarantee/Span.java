package dev.kiln.stack.guarantee;

import java.time.Instant;

/** A stretch of time, both ends included. */
public record Span(Instant from, Instant until) {
    boolean holds(Instant time) {
        return !time.isBefore(from) && !time.isAfter(until);
    }
}
