package dev.kiln.gateway.view;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What lies between two offsets of the topic of requests. */
public interface TopicGaps {

    /**
     * Whether there is no record for a consumer: ends of transactions have offsets, and so has what was taken back.
     *
     * @param from by partition, an offset; the partition's start where it is missing
     * @param to by partition, the offset behind the last that counts
     */
    CompletionStage<Boolean> areEmpty(Map<Integer, Long> from, Map<Integer, Long> to);
}
