package dev.kiln.dispatcher.account;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Credits;
import dev.kiln.dispatcher.audit.Effect;
import dev.kiln.dispatcher.audit.Order;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Stops and resumes accounts for all replicas, each with its event in the same transaction. All calls block. */
public interface Accounts {

    /**
     * By Kie's word; empty where it is stopped already.
     *
     * @param needs as {@link Stop#needs()}
     */
    Optional<Stopped> stop(String account, Cause cause, Credits needs);

    /** @param waiting how many requests are in the queue */
    record Stopped(String account, Cause cause, long waiting) {}

    /** Kie is in maintenance: rests, longer each time in a row; empty where it rests for that already. */
    Optional<Duration> backOff(String account);

    /** Takes the configured accounts whose check is due, and puts the next check off, so that no other replica checks. */
    List<Suspect> takeDueForCheck();

    record Suspect(String account, Stop stop) {}

    /** A check showed it well: one create probes it first. False where nothing was left to resume. */
    boolean resume(String account);

    /** Kie's stop becomes the operator's, which no check ends. */
    Effect stop(String account, Order order);

    /** Ends a stop, and a pause that stands. */
    Effect resume(String account, Order order);

    /** All that are or were configured, by name, at most {@code limit}. */
    List<Account> all(int limit);
}
