package dev.kiln.dispatcher.task;

import java.util.Optional;
import java.util.function.Supplier;

/** The account's budget of record reads, shared by all replicas. */
public interface PollSlots {

    /**
     * Makes one read where the account's budget has room, else none, and is empty. The read's part of the budget comes back
     * a second after its answer, so that Kie, which counts it before it answers, never counts more. Blocks for the database
     * and the read.
     */
    <T> Optional<T> read(String account, Supplier<T> read);
}
