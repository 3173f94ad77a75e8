package dev.kiln.stack.chaos;

import java.time.Duration;

/**
 * How large a run is, and how much its times are shortened.
 *
 * @param requests that are accepted
 * @param dispatchers replicas
 * @param accounts at the simulated Kie
 * @param limit creates that an account may make in a window
 * @param window Kie's; of the true one, 10 s, a part
 * @param margin that the dispatcher adds to it
 * @param answer how long a create's answer is awaited
 * @param unanswered how long a slot is taken, and a sender counts as at work, without an answer
 * @param doubt how long a doubt may stay unsettled before it is parked
 * @param late how late a late callback is
 */
public record ChaosSize(
        int requests,
        int dispatchers,
        int accounts,
        int limit,
        Duration window,
        Duration margin,
        Duration answer,
        Duration unanswered,
        Duration doubt,
        Duration late,
        FaultSizes faults) {

    private static final int MOST_A_SECOND = 15;
    private static final int SECONDS_A_KILL = 7;
    private static final int KILLS_ALONE = 3;

    public ChaosSize {
        require("--requests", requests);
        require("--dispatchers", dispatchers);
        require("--accounts", accounts);
        require("--limit", limit);
    }

    /** Over which requests come in: before the faults end, so that work waits. */
    Duration arrivals() {
        return faults.length().multipliedBy(3).dividedBy(5);
    }

    private static void require(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, not " + value);
        }
    }

    /** Some minutes' worth of everything, in less than one. */
    public static ChaosSize ofARound(int requests, int kills, Duration length) {
        return new ChaosSize(
                requests,
                1,
                3,
                20,
                Duration.ofSeconds(4),
                Duration.ofMillis(500),
                Duration.ofSeconds(8),
                Duration.ofSeconds(22),
                Duration.ofSeconds(6),
                Duration.ofSeconds(12),
                new FaultSizes(1, length, kills, 2, Duration.ofSeconds(6), Duration.ofSeconds(6), 1, 1, 1, 0));
    }

    /**
     * A long one: as many kills as said, and the other faults in proportion. The limit is such that the work takes three
     * quarters of the time, so that some always waits. A dispatcher stands still for longer than it may be silent: another
     * one has given up its creates, and used their slots, when it goes on.
     */
    public static ChaosSize ofALongRun(int requests, int kills, int accounts, int dispatchers) {
        require("--accounts", accounts);
        if (kills < 0) {
            throw new IllegalArgumentException("--kills must be 0 or more, not " + kills);
        }
        var window = Duration.ofSeconds(5);
        var unanswered = Duration.ofSeconds(60);
        var seconds = Math.max(60, Math.max(requests / MOST_A_SECOND, kills * SECONDS_A_KILL));
        var length = Duration.ofSeconds(seconds);
        var limit = (int) Math.clamp(requests * window.toSeconds() * 4 / (3L * accounts * seconds), 2, 20);
        return new ChaosSize(
                requests,
                dispatchers,
                accounts,
                limit,
                window,
                Duration.ofMillis(250),
                Duration.ofSeconds(15),
                unanswered,
                Duration.ofSeconds(30),
                Duration.ofSeconds(90),
                new FaultSizes(
                        dispatchers,
                        length,
                        kills,
                        Math.max(2, kills / 12),
                        Duration.ofSeconds(30),
                        unanswered.plusSeconds(5),
                        Math.max(1, kills / 30),
                        Math.max(1, kills / 15),
                        Math.max(1, kills / 60),
                        KILLS_ALONE));
    }
}
