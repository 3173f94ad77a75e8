package dev.kiln.dispatcher.task;

import java.util.List;
import java.util.Set;

/** Where accepted requests go, together with how far the topic has been read. All calls block. */
public interface Inbox {

    /**
     * Stores what is not yet there, with the events of those that ended at once, and the offsets, in one transaction.
     *
     * @return the positions in {@code arrivals} of those whose id is there with another fingerprint or tenant: conflicts
     */
    Set<Integer> store(List<Arrival> arrivals, List<Offset> offsets);

    /** A request that became a task: queued, or finished at once because it is not valid. */
    record Arrival(Transition transition) {}

    /** The next offset to be read of a partition. */
    record Offset(String topic, int partition, long next) {}
}
