package dev.kiln.dispatcher.task;

import dev.kiln.contract.KilnEvent;
import java.util.Optional;

/** A step of a task: what it becomes, and what is said about it in the same database transaction. */
public record Transition(Task next, Optional<KilnEvent> event) {

    static Transition silent(Task next) {
        return new Transition(next, Optional.empty());
    }

    static Transition announced(Task next, KilnEvent event) {
        return new Transition(next, Optional.of(event));
    }
}
