package dev.kiln.simulator.task;

import dev.kiln.simulator.fault.TaskFailure;

/** How a task is planned to end; sealed, for {@link RunTask} plays each kind. */
public sealed interface Ending {

    /** @param results how many files; may be 0 */
    record Success(int results) implements Ending {}

    record Failure(TaskFailure failure) implements Ending {}

    /** Generating for ever. */
    record Never() implements Ending {}
}
