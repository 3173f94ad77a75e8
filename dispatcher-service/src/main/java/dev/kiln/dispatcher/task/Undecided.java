package dev.kiln.dispatcher.task;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Failure;
import dev.kiln.contract.GenerationRequeued;
import java.time.Instant;

/** A submitted task of which it is not yet known whether Kie created it: its own attempt's answer decides. */
public sealed interface Undecided extends Submitted permits Submitting, InDoubt, Parked {

    Charge NOTHING = new Charge(Credits.ZERO, ChargeBasis.ASSUMED);
    Failure CANCELED = new Failure("CANCELED", "canceled before a task was created", true, false);

    /** Proven not created: the next attempt may follow at {@code dueAt}, unless its tenant no longer wants it. */
    default Transition requeue(Cause cause, Instant now, Instant dueAt) {
        if (cancelRequested()) {
            return finish(submission().taskId(), new Ending.Miss(CANCELED, NOTHING), now);
        }
        Queued next = new Queued(generation(), version() + 1, cancelRequested(), submission(), dueAt);
        return Transition.announced(
                next,
                new GenerationRequeued(
                        generation().id(), next.version(), generation().request(), submission(), cause, dueAt));
    }

    /** Proven not created, and not worth another attempt. */
    default Transition refuse(Failure failure, Instant now) {
        return finish(submission().taskId(), new Ending.Miss(failure, NOTHING), now);
    }

    /** No clear answer: it is never sent again, and parked at {@code parksAt} unless the truth comes before. */
    default Transition doubt(Cause cause, Instant parksAt) {
        InDoubt next = new InDoubt(generation(), version() + 1, cancelRequested(), submission(), cause, parksAt);
        return Transition.announced(next, next.event());
    }
}
