package dev.kiln.dispatcher.task;

import dev.kiln.contract.Submission;
import java.time.Instant;

/**
 * The intent is recorded and the create may be under way.
 *
 * @param sweepAt when it counts as in doubt unless its sender has said otherwise
 */
public record Submitting(
        Generation generation, long version, boolean cancelRequested, Submission submission, Instant sweepAt)
        implements Undecided {

    /** Whether the submission is of this very intent: another sender's of the same attempt is not. */
    public boolean wrote(Submission other) {
        return other != null
                && other.attempt() == submission.attempt()
                && other.account().equals(submission.account())
                && other.submittedAt().equals(submission.submittedAt());
    }

    @Override
    public Transition withCancelRequested() {
        return Transition.silent(new Submitting(generation, version, true, submission, sweepAt));
    }
}
