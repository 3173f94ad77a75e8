package dev.kiln.simulator.task;

import java.time.Duration;

/**
 * What a task will do, decided when it is created.
 *
 * @param waiting null for ever
 * @param queuing 0 for a task that is never queued
 * @param generating 0 for a task that goes from waiting straight to its end
 */
public record TaskPlan(Duration waiting, Duration queuing, Duration generating, Ending ending) {}
