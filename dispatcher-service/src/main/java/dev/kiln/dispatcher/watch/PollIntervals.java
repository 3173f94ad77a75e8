package dev.kiln.dispatcher.watch;

import java.time.Duration;
import java.time.Instant;

/**
 * How often a record is read, by the age of its task, after Kie's page "Get Task Details".
 *
 * @param shortest between two reads of a young task
 * @param doubtParksAfter the age at which a create in doubt is parked
 * @param parksAfter the age at which a task that shows no end is parked
 * @param whenParked between two reads of a parked task
 */
public record PollIntervals(Duration shortest, Duration doubtParksAfter, Duration parksAfter, Duration whenParked) {

    private static final Duration YOUNG = Duration.ofSeconds(30);
    private static final Duration GROWN = Duration.ofMinutes(2);
    private static final Duration OLD = Duration.ofMinutes(20);

    public PollIntervals {
        if (shortest.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("kiln.poll.shortest-interval is below 100 ms");
        }
    }

    Duration after(Instant submittedAt, Instant now) {
        Duration age = Duration.between(submittedAt, now);
        if (age.compareTo(YOUNG) < 0) {
            return shortest;
        }
        if (age.compareTo(GROWN) < 0) {
            return shortest.multipliedBy(3);
        }
        return age.compareTo(OLD) < 0 ? shortest.multipliedBy(8) : shortest.multipliedBy(40);
    }

    Instant doubtParksAt(Instant submittedAt) {
        return submittedAt.plus(doubtParksAfter);
    }

    boolean endless(Instant submittedAt, Instant now) {
        return Duration.between(submittedAt, now).compareTo(parksAfter) >= 0;
    }
}
