package dev.kiln.dispatcher.task;

import dev.kiln.contract.Submission;

/**
 * A generation's task in one of its states. Each state is a type with its legal exits alone, so that an illegal step
 * does not compile. Sealed: a new state is deliberate, and the compiler lists every place to revisit.
 */
public sealed interface Task permits Queued, Submitted, Finished {

    Generation generation();

    /** Rises with each step; it is the {@code sequence} of the step's event. */
    long version();

    /** Its newest attempt; null where there was none. */
    Submission lastSubmission();

    /** Whether its tenant no longer wants it. */
    boolean cancelRequested();
}
