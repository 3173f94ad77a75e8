package dev.kiln.dispatcher.task;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Reason;
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

    /** Whether the taskId is one that a hint named: it is looked into, and the truth may name another. */
    default boolean hinted() {
        return false;
    }

    /** Whether nobody who is believed has named a task. */
    default boolean taskUnknown() {
        return submission().taskId() == null || hinted();
    }

    /** Whether truth about this attempt and this task is about this state; while the task is unknown any fits. */
    default boolean concerns(int attempt, String taskId) {
        return submission().attempt() == attempt
                && (taskUnknown() || submission().taskId().equals(taskId));
    }

    /** Remembers that its tenant no longer wants it; changes no fact, so it is not announced. */
    Transition withCancelRequested();

    /** Kie's task ended. */
    default Transition finish(String taskId, Ending ending, Instant now) {
        return finish(Submissions.withTaskId(submission(), taskId), ending, now);
    }

    /** Kie's task ended; it and its account are as they are proven, which may be another account than was known. */
    default Transition finish(Submission proven, Ending ending, Instant now) {
        return Finished.of(this, Submissions.proven(submission(), proven), ending, now);
    }

    /** Kie's task is known by its id; it is polled from {@code pollAt} on. */
    default Transition created(String taskId, Instant pollAt) {
        return running(Submissions.withTaskId(submission(), taskId), pollAt, false);
    }

    /** As {@link #created(String, Instant)}, with the account that is proven, too. */
    default Transition created(Submission proven, Instant pollAt) {
        return running(Submissions.proven(submission(), proven), pollAt, false);
    }

    /** A hint names Kie's task, which is polled, and believed when its record shows an end. */
    default Transition lookInto(String taskId, Instant pollAt) {
        return running(Submissions.withTaskId(submission(), taskId), pollAt, true);
    }

    /**
     * The task that a hint has named is another's, or none: as before the hint, in doubt until {@code parksAt}. Whether the
     * sender has reported is known no more, so it counts as lost.
     */
    default Transition forgetHint(Instant parksAt) {
        if (!hinted()) {
            throw new IllegalStateException("Kie itself has named the task");
        }
        Submission unnamed = Submissions.withTaskId(submission(), null);
        Cause cause = new Cause(
                Reason.SENDER_LOST, "what a hint named is not its task, and its sender may not have reported");
        InDoubt next = new InDoubt(generation(), version() + 1, cancelRequested(), unnamed, cause, parksAt);
        return Transition.announced(next, next.event());
    }

    private Transition running(Submission named, Instant pollAt, boolean hinted) {
        Running next = new Running(generation(), version() + 1, cancelRequested(), named, pollAt, hinted);
        return Transition.announced(next, next.event());
    }
}
