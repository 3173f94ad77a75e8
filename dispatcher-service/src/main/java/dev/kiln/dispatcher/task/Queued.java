package dev.kiln.dispatcher.task;

import dev.kiln.contract.Failure;
import dev.kiln.contract.Fault;
import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.Submission;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Waits to be submitted.
 *
 * @param lastSubmission the attempt that is proven to have created nothing; null before the first
 * @param dueAt the earliest time of the next attempt
 */
public record Queued(
        Generation generation, long version, boolean cancelRequested, Submission lastSubmission, Instant dueAt)
        implements Task {

    /** Taken in, and waiting; there is nothing to announce that its request did not say. */
    public Transition accepted() {
        return Transition.silent(this);
    }

    /**
     * Records the intent of the next attempt: from here on it may exist at Kie. Its time is kept as exactly as the database
     * keeps it, so that an intent can be told from another one of the same attempt, which was rolled back.
     */
    public Submitting claim(String account, Instant now, Instant sweepAt) {
        int attempt = lastSubmission == null ? 1 : lastSubmission.attempt() + 1;
        Submission submission = new Submission(attempt, account, null, now.truncatedTo(ChronoUnit.MICROS));
        return new Submitting(generation, version + 1, cancelRequested, submission, sweepAt);
    }

    /** Ends without an attempt: invalid, over budget or expired. */
    public Transition fail(Failure failure, List<Fault> faults, Instant now) {
        GenerationFailed event = new GenerationFailed(
                generation.id(),
                version + 1,
                null,
                generation.request(),
                lastSubmission,
                generation.estimate(),
                null,
                failure,
                faults,
                now);
        return Transition.announced(Finished.after(this, event), event);
    }

    /** Waits until then; changes no fact, so it neither counts as a step nor is announced. */
    public Transition putOff(Instant until) {
        return Transition.silent(new Queued(generation, version, cancelRequested, lastSubmission, until));
    }

    public Transition cancel(Instant now) {
        GenerationCanceled event = new GenerationCanceled(
                generation.id(),
                version + 1,
                null,
                generation.request(),
                lastSubmission,
                generation.estimate(),
                null,
                now);
        return Transition.announced(Finished.after(this, event), event);
    }

    /** Whether this was the last attempt. */
    public boolean wasAttempt(int attempt) {
        return lastSubmission != null && lastSubmission.attempt() == attempt;
    }

    /** Kie has the task of the last attempt, which was taken for not created, so no other may follow. */
    public Transition createdAfterAll(String taskId, Instant pollAt) {
        return new Submitting(generation, version, cancelRequested, lastSubmission, pollAt).created(taskId, pollAt);
    }

    /** The same, with the account that is proven, too. */
    public Transition createdAfterAll(Submission proven, Instant pollAt) {
        return new Submitting(generation, version, cancelRequested, lastSubmission, pollAt).created(proven, pollAt);
    }

    /** As {@link #createdAfterAll(String, Instant)}, by a hint. */
    public Transition lookInto(String taskId, Instant pollAt) {
        return new Submitting(generation, version, cancelRequested, lastSubmission, pollAt).lookInto(taskId, pollAt);
    }

    /** Truth about the last attempt, which was taken for not created: it was, so no other may follow. */
    public Transition finishAfterAll(Submission proven, Ending ending, Instant now) {
        return new Submitting(generation, version, cancelRequested, lastSubmission, now).finish(proven, ending, now);
    }
}
