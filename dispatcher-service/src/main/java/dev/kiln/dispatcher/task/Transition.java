package dev.kiln.dispatcher.task;

import dev.kiln.contract.KilnEvent;
import java.time.Instant;
import java.util.Optional;

/** A step of a task: what it becomes, and what is said about it in the same database transaction. */
public record Transition(Task next, Optional<KilnEvent> event) {

    static Transition silent(Task next) {
        return new Transition(next, Optional.empty());
    }

    static Transition announced(Task next, KilnEvent event) {
        return new Transition(next, Optional.of(event));
    }

    /** The same step, after which the task's record is read at that time if it has ended. */
    public Transition confirmingAt(Instant at) {
        return next instanceof Finished finished ? new Transition(finished.confirmingAt(at), event) : this;
    }
}
