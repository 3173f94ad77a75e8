package dev.kiln.gateway.view;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads the view's tables. */
public interface ViewRows {

    CompletionStage<Optional<Generation>> find(String id);

    /** The next offsets of the topic's partitions as committed with what was read before them. */
    CompletionStage<Map<Integer, Long>> nextOffsets(String topic);
}
