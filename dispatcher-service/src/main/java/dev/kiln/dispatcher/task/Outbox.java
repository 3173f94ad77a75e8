package dev.kiln.dispatcher.task;

import dev.kiln.contract.Envelope;
import java.util.List;
import java.util.Map;

/** Events that are committed and not yet known to Kafka. */
public interface Outbox {

    /**
     * Hands the oldest events that no other relay holds, at most {@code limit}, to the publisher, and deletes them when it
     * returns; where it throws they stay. What can never be published is set aside, so that nothing waits behind it. Blocks.
     *
     * @return how many were handed over or set aside
     */
    int relay(int limit, Publisher publisher);

    /** Publishes events. */
    interface Publisher {

        /** Returns when all the others are published: why some never can be, by their position. */
        Map<Integer, String> publish(List<Announcement> announcements);
    }

    /**
     * An event to publish.
     *
     * @param traceParent of the trace that it goes on in; null for one that is in none
     */
    record Announcement(Envelope envelope, String traceParent) {}
}
