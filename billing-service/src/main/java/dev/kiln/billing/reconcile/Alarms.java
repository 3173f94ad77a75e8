package dev.kiln.billing.reconcile;

import dev.kiln.contract.Credits;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which readings are worth an alarm. What only one reading shows is none yet: a failure that was booked before the reading
 * of its task's reservation looks like it, and is gone with the next.
 */
public final class Alarms {

    private final Credits threshold;
    private final Map<String, Instant> shownSince = new ConcurrentHashMap<>();
    private final Map<String, Credits> raised = new ConcurrentHashMap<>();

    /** @param threshold as many unexplained credits, either way, are no alarm */
    public Alarms(Credits threshold) {
        this.threshold = threshold;
    }

    /** Whether it and the one before are beyond the threshold; true once for as long as the figure stays the same. */
    public boolean raisedBy(Reading reading) {
        Credits unexplained = reading.unexplained();
        if (unexplained.amount().abs().compareTo(threshold.amount()) <= 0) {
            shownSince.remove(reading.account());
            raised.remove(reading.account());
            return false;
        }
        Instant since = shownSince.computeIfAbsent(reading.account(), account -> reading.readAt());
        return reading.readAt().isAfter(since) && !unexplained.equals(raised.put(reading.account(), unexplained));
    }
}
