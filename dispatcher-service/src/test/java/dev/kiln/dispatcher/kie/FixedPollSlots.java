package dev.kiln.dispatcher.kie;

import java.util.Optional;

/** A budget of reads that has room for all, or for none. */
public record FixedPollSlots(boolean room) implements PollSlots {

    @Override
    public Optional<Slot> take(String account) {
        return room ? Optional.of(() -> {}) : Optional.empty();
    }
}
