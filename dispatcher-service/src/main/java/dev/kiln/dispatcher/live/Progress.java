package dev.kiln.dispatcher.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells a replica that is stuck from one that has nothing to do, or that waits for the database, the broker or an operator.
 * Only a restart helps the first, and none helps the others.
 */
public final class Progress {

    /** Looks that are farther apart than this leave a gap of which nothing is known, as after a suspension. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(10);

    private final Clock clock;
    private final Duration patience;
    private Look last;
    private Instant lookedAt;
    private Duration stuck = Duration.ZERO;

    /** @param patience how long nothing may move while something waits */
    public Progress(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * The replica at one moment.
     *
     * @param canWork whether the database and the broker answer, and nothing keeps the replica from working
     * @param waiting records of its partitions that are not taken yet
     * @param moved anything that changes with each step forward
     */
    public record Look(boolean canWork, long waiting, long moved) {}

    public synchronized void saw(Look look) {
        Instant now = clock.instant();
        boolean stands = last != null && look.canWork() && look.waiting() > 0 && look.moved() == last.moved();
        stuck = stands ? stuck.plus(step(now)) : Duration.ZERO;
        last = look;
        lookedAt = now;
    }

    private Duration step(Instant now) {
        Duration step = Duration.between(lookedAt, now);
        return step.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : step;
    }

    /** How long nothing had moved at the last look, although something waited and nothing was in its way. */
    public synchronized Duration stuckFor() {
        return stuck;
    }

    public boolean isAlive() {
        return stuckFor().compareTo(patience) < 0;
    }
}
