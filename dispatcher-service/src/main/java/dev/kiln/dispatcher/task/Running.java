package dev.kiln.dispatcher.task;

import dev.kiln.contract.Cause;
import dev.kiln.contract.GenerationParked;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.Reason;
import dev.kiln.contract.Submission;
import java.time.Instant;

/**
 * Kie has the task, {@code submission.taskId} is known.
 *
 * @param pollAt when its record is read next
 */
public record Running(
        Generation generation,
        long version,
        boolean cancelRequested,
        Submission submission,
        Instant pollAt,
        boolean hinted)
        implements Submitted {

    /** Whose task Kie has named itself. */
    public Running(
            Generation generation, long version, boolean cancelRequested, Submission submission, Instant pollAt) {
        this(generation, version, cancelRequested, submission, pollAt, false);
    }

    /** As undecided as it is where a hint alone has named its task. */
    public Undecided withoutHint() {
        if (!hinted) {
            throw new IllegalStateException("Kie itself has named the task");
        }
        return new Parked(generation, version, cancelRequested, Submissions.withTaskId(submission, null), null);
    }

    /** Changes no fact, so it neither counts as a step nor is announced. */
    public Transition pollAgain(Instant at) {
        return Transition.silent(new Running(generation, version, cancelRequested, submission, at, hinted));
    }

    /** It showed no end in time; {@code pollAt} is when to look again all the same. */
    public Transition park(Instant pollAt) {
        Cause endless = new Cause(Reason.NO_TERMINAL_RECORD, "Kie's record of the task shows no end");
        Parked next = new Parked(generation, version + 1, cancelRequested, submission, pollAt, hinted);
        return Transition.announced(
                next,
                new GenerationParked(
                        generation.id(),
                        next.version(),
                        generation.request(),
                        submission,
                        generation.estimate(),
                        endless));
    }

    GenerationSubmitted event() {
        return new GenerationSubmitted(
                generation.id(), version, generation.request(), submission, generation.estimate());
    }

    @Override
    public Transition withCancelRequested() {
        return Transition.silent(new Running(generation, version, true, submission, pollAt, hinted));
    }
}
