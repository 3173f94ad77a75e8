package dev.kiln.stack.chaos;

import java.time.Duration;

/**
 * How much goes wrong.
 *
 * @param dispatchers of which one is killed or frozen at a time
 * @param length over which it is spread
 * @param kills of services, every other one at a named place of its code
 * @param freezes of services
 * @param freeze how long one lasts at least
 * @param dispatcherFreeze how long one of a dispatcher lasts at least
 * @param outages of the broker, and as many of PostgreSQL
 * @param storms of 429, and as many bursts of other answers
 * @param rests how often Kie says 455, upon which an account rests for minutes
 * @param alone kills of each service after all that, one at a time, while what waits is worked off
 */
public record FaultSizes(
        int dispatchers,
        Duration length,
        int kills,
        int freezes,
        Duration freeze,
        Duration dispatcherFreeze,
        int outages,
        int storms,
        int rests,
        int alone) {}
