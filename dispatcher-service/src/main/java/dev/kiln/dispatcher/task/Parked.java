package dev.kiln.dispatcher.task;

import dev.kiln.contract.Cause;
import dev.kiln.contract.GenerationParked;
import dev.kiln.contract.Reason;
import dev.kiln.contract.Submission;
import java.time.Instant;

/**
 * Its end is not known and may never be; its credits stay held. Late truth still settles it.
 *
 * @param pollAt when its record is read next; null where no taskId is known
 */
public record Parked(
        Generation generation,
        long version,
        boolean cancelRequested,
        Submission submission,
        Instant pollAt,
        boolean hinted)
        implements Undecided {

    /** Whose task, if there is one, Kie has named itself. */
    public Parked(Generation generation, long version, boolean cancelRequested, Submission submission, Instant pollAt) {
        this(generation, version, cancelRequested, submission, pollAt, false);
    }

    /** Nothing has shown in time whether Kie has a task. */
    static Transition unsettled(InDoubt task) {
        Submission submission = task.submission();
        Cause unsettled = new Cause(Reason.DOUBT_UNSETTLED, "nothing has shown whether Kie created the task");
        Parked next = new Parked(task.generation(), task.version() + 1, task.cancelRequested(), submission, null);
        return Transition.announced(
                next,
                new GenerationParked(
                        task.generation().id(),
                        next.version(),
                        task.generation().request(),
                        submission,
                        task.generation().estimate(),
                        unsettled));
    }

    /** The same without the task that a hint alone has named. */
    public Parked withoutHint() {
        return hinted
                ? new Parked(generation, version, cancelRequested, Submissions.withTaskId(submission, null), null)
                : this;
    }

    /** Changes no fact, so it neither counts as a step nor is announced. */
    public Transition pollAgain(Instant at) {
        return Transition.silent(new Parked(generation, version, cancelRequested, submission, at, hinted));
    }

    @Override
    public Transition withCancelRequested() {
        return Transition.silent(new Parked(generation, version, true, submission, pollAt, hinted));
    }
}
