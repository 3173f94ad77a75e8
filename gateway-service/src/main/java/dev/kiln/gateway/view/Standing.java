package dev.kiln.gateway.view;

import java.time.Instant;

/**
 * How far a generation has come.
 *
 * @param sequence of the event that says so; 0 for the request itself
 * @param attempt null before the first
 * @param acceptedAt when it was asked for; null where the request itself was not seen
 * @param submittedAt when the attempt's intent was recorded; null before the first
 */
public record Standing(long sequence, Status status, Integer attempt, Instant acceptedAt, Instant submittedAt) {

    Standing acceptedAt(Instant at) {
        return acceptedAt == null ? new Standing(sequence, status, attempt, at, submittedAt) : this;
    }
}
