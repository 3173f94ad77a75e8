package dev.kiln.dispatcher.task;

import dev.kiln.contract.Envelope;
import java.util.List;
import java.util.function.Consumer;

/** Events that are committed and not yet known to Kafka. */
public interface Outbox {

    /**
     * Hands the oldest events that no other relay holds, at most {@code limit}, to the publisher, and deletes them when it
     * returns; where it throws they stay. Blocks.
     *
     * @return how many were handed over
     */
    int relay(int limit, Consumer<List<Envelope>> publisher);
}
