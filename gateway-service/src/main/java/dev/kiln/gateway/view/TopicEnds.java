package dev.kiln.gateway.view;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Where the topic of requests ends at the moment. */
public interface TopicEnds {

    /** The end offset of each partition that holds any record. */
    CompletionStage<Map<Integer, Long>> read();
}
