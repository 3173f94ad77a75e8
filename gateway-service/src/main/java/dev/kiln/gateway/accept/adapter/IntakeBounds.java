package dev.kiln.gateway.accept.adapter;

import java.time.Duration;

/**
 * How much the gateway waits for Kafka.
 *
 * @param maxConcurrent requests that may wait for an acknowledgement at once
 * @param startedWithin a send that did not start so soon does not start at all
 * @param acknowledgedWithin after this the acceptance is reported as unknown
 */
public record IntakeBounds(int maxConcurrent, Duration startedWithin, Duration acknowledgedWithin) {

    public IntakeBounds {
        if (maxConcurrent < 1) {
            throw new IllegalArgumentException("kiln.intake.max-concurrent must be at least 1");
        }
        if (!startedWithin.isPositive() || startedWithin.compareTo(Duration.ofSeconds(3)) > 0) {
            throw new IllegalArgumentException("kiln.intake.started-within must be above 0 and at most 3 s");
        }
        if (!acknowledgedWithin.isPositive() || acknowledgedWithin.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("kiln.intake.acknowledged-within must be above 0 and at most 10 s");
        }
    }
}
