package dev.kiln.dispatcher.task;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Submission;
import java.time.Instant;

/**
 * The intent is recorded and the create may be under way.
 *
 * @param sweepAt when it counts as in doubt unless its sender has said otherwise
 * @param hintedTaskId what a hint named meanwhile, null where none came; to be looked into where no clear answer comes
 */
public record Submitting(
        Generation generation,
        long version,
        boolean cancelRequested,
        Submission submission,
        Instant sweepAt,
        String hintedTaskId)
        implements Undecided {

    /** Of which no hint has come. */
    public Submitting(
            Generation generation, long version, boolean cancelRequested, Submission submission, Instant sweepAt) {
        this(generation, version, cancelRequested, submission, sweepAt, null);
    }

    /** Whether the submission is of this very intent: another sender's of the same attempt is not. */
    public boolean wrote(Submission other) {
        return other != null
                && other.attempt() == submission.attempt()
                && other.account().equals(submission.account())
                && other.submittedAt().equals(submission.submittedAt());
    }

    /** Remembers the task that a hint names; the create's own answer comes first. */
    public Transition hinted(String taskId) {
        return Transition.silent(new Submitting(generation, version, cancelRequested, submission, sweepAt, taskId));
    }

    /** A task that a hint has named is looked into at once. */
    @Override
    public Transition doubt(Cause cause, Instant parksAt) {
        return hintedTaskId == null
                ? Undecided.super.doubt(cause, parksAt)
                : lookInto(hintedTaskId, submission.submittedAt());
    }

    @Override
    public Transition withCancelRequested() {
        return Transition.silent(new Submitting(generation, version, true, submission, sweepAt, hintedTaskId));
    }
}
