package dev.kiln.dispatcher.task;

import java.util.Optional;
import java.util.function.Supplier;

/** A budget of reads that has room for all, or for none. */
public record FixedPollSlots(boolean room) implements PollSlots {

    @Override
    public <T> Optional<T> read(String account, Supplier<T> read) {
        return room ? Optional.of(read.get()) : Optional.empty();
    }
}
