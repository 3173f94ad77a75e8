package dev.kiln.dispatcher.task;

import dev.kiln.contract.Submission;
import java.time.Instant;

/** A task that may exist at Kie: truth about its attempt ends it, whatever state it is in. */
public sealed interface Submitted extends Task permits Undecided, Running {

    /** The attempt that the state is about. */
    Submission submission();

    @Override
    default Submission lastSubmission() {
        return submission();
    }

    /** Whether truth about this attempt and this task is about this state; a taskId not known yet fits any. */
    default boolean concerns(int attempt, String taskId) {
        String known = submission().taskId();
        return submission().attempt() == attempt && (known == null || known.equals(taskId));
    }

    /** Remembers that its tenant no longer wants it; changes no fact, so it is not announced. */
    Transition withCancelRequested();

    /** Kie's task ended. */
    default Transition finish(String taskId, Ending ending, Instant now) {
        return Finished.of(this, taskId, ending, now);
    }

    /** Kie's task is known by its id; it is polled from {@code pollAt} on. */
    default Transition created(String taskId, Instant pollAt) {
        Submission known = Submissions.withTaskId(submission(), taskId);
        Running next = new Running(generation(), version() + 1, cancelRequested(), known, pollAt);
        return Transition.announced(next, next.event());
    }
}
