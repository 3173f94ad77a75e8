package dev.kiln.simulator.task;

import java.time.Duration;

/** What a task will do, decided when it is created. */
public record TaskPlan(Duration waiting, Duration generating, Ending ending) {}
