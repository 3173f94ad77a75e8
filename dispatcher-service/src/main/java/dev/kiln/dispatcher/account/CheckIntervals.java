package dev.kiln.dispatcher.account;

import dev.kiln.contract.Reason;
import java.time.Duration;

/**
 * When a stopped account is looked at again.
 *
 * @param first after the stop
 * @param longest between two looks
 */
public record CheckIntervals(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 20;
    /** A balance says nothing of a key's cap: only the next create tells, so it comes late. */
    private static final int LATER_FOR_A_CAP = 10;

    public CheckIntervals {
        if (first.toMillis() < 100 || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "kiln.stopped.first-check-after is below 100 ms, or above kiln.stopped.longest-check-after");
        }
    }

    /** Doubles with each look in vain. */
    public Duration after(String reason, int checks) {
        Duration start = reason.equals(Reason.KEY_CAP_REACHED) ? first.multipliedBy(LATER_FOR_A_CAP) : first;
        Duration next = start.multipliedBy(1L << Math.min(checks, MOST_DOUBLINGS));
        return next.compareTo(longest) > 0 ? longest : next;
    }
}
