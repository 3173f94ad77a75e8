package dev.kiln.dispatcher.restore;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.Topic;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the topics remember. What cannot be read in them is passed over: it was a dead letter before. All calls block. */
public interface History {

    /** By partition, the next offset of {@code generation.requests} that the dispatcher's group would read. */
    Map<Integer, Long> committed();

    /** By partition, the present end of {@code generation.requests}. */
    Map<Integer, Long> requested();

    /** Reads the gap in order; returns how many of its records the topic does not keep any more. */
    long requests(Gap gap, Consumer<Batch> reader);

    /** @param next the offset after the batch */
    record Batch(List<Envelope> envelopes, long next) {}

    /** Reads the topic from its start to its present end, each partition in order; returns the ends by partition. */
    Map<Integer, Long> events(Topic topic, Consumer<List<Envelope>> reader);

    /**
     * Reads a few of the newest records of each partition.
     *
     * @param from by partition, an offset before which nothing is read, unless the topic ends before it
     */
    void newest(Topic topic, Map<Integer, Long> from, Consumer<List<Envelope>> reader);
}
