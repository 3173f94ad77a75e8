package dev.kiln.simulator.fault;

/** How a task ends that does not fail. Sealed, because the plan of a task follows the first of them, of whichever sort. */
public sealed interface TaskOutcome extends Fault permits OddEnding, ImageCount {}
