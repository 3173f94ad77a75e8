package dev.kiln.dispatcher.overview;

import java.time.Duration;

/**
 * Which tasks are listed; what is null does not matter.
 *
 * @param olderThan since it was accepted where it is queued, else since it was submitted
 * @param after where the page before ended
 */
public record OpenTaskQuery(
        OpenState state, Duration olderThan, String tenant, String model, String account, Position after, int limit) {}
