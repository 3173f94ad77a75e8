package dev.kiln.dispatcher.task;

import dev.kiln.contract.Cause;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.Submission;
import java.time.Instant;

/**
 * Sent, and not clearly answered. Nothing turns this into a second create.
 *
 * @param cause why it is in doubt
 * @param parksAt when it is parked unless the truth comes before
 */
public record InDoubt(
        Generation generation,
        long version,
        boolean cancelRequested,
        Submission submission,
        Cause cause,
        Instant parksAt)
        implements Undecided {

    public Transition park() {
        return Parked.unsettled(this);
    }

    GenerationInDoubt event() {
        return new GenerationInDoubt(
                generation.id(), version, generation.request(), submission, generation.estimate(), cause, parksAt);
    }

    @Override
    public Transition withCancelRequested() {
        return Transition.silent(new InDoubt(generation, version, true, submission, cause, parksAt));
    }
}
