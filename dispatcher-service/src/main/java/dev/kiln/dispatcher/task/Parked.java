package dev.kiln.dispatcher.task;

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

    /** Changes no fact, so it neither counts as a step nor is announced. */
    public Transition pollAgain(Instant at) {
        return Transition.silent(new Parked(generation, version, cancelRequested, submission, at, hinted));
    }

    @Override
    public Transition withCancelRequested() {
        return Transition.silent(new Parked(generation, version, true, submission, pollAt, hinted));
    }
}
