package dev.kiln.dispatcher.task;

import java.time.Duration;
import java.util.Optional;

/**
 * Keeps an outage of Kie from putting everything in doubt: after some doubts in a row the account rests, longer each time,
 * and then one create at a time probes it until one is answered clearly.
 */
public final class Breaker {

    /** So many in a row open it. */
    public static final int DOUBTS = 3;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    /** A window's 20 creates may be under way when it opens: with six probes an hour they are fewer than 30. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private static final int MOST_DOUBLINGS = 6;

    private Breaker() {}

    /** How long the account rests after so many doubts in a row; empty as long as the breaker is closed. */
    public static Optional<Duration> pauseAfter(int doubtsInARow) {
        if (doubtsInARow < DOUBTS) {
            return Optional.empty();
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(doubtsInARow - DOUBTS, MOST_DOUBLINGS));
        return Optional.of(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
}
