package dev.kiln.gateway.accept.adapter;

import java.time.Duration;

/**
 * What bodies may cost while they arrive.
 *
 * @param within a body that has not come whole so soon is given up
 * @param sharedBytes for all bodies together, beyond the first 8 KiB of each
 */
public record BodyLimits(Duration within, long sharedBytes) {

    public BodyLimits {
        if (within.compareTo(Duration.ofSeconds(1)) < 0 || within.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("kiln.intake.body-within must be at least 1 s and at most 1 min");
        }
        if (sharedBytes < 1024 * 1024) {
            throw new IllegalArgumentException("kiln.intake.body-bytes must be at least 1048576, a single body's size");
        }
    }
}
