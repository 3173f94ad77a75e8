package dev.kiln.simulator.task;

import java.time.Duration;

/** Runs things later; an adapter uses real timers, tests crank it by hand. */
@FunctionalInterface
public interface Schedule {
    void in(Duration delay, Runnable work);
}
