package dev.kiln.dispatcher.task;

import java.util.Optional;

/**
 * What a change met and did.
 *
 * @param before empty where there is no such task
 * @param transition empty where nothing was changed
 */
public record Change(Optional<Task> before, Optional<Transition> transition) {

    public boolean unknown() {
        return before.isEmpty();
    }
}
