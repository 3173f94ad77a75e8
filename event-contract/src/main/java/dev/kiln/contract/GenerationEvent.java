package dev.kiln.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** An event about one generation, keyed by its id. */
public sealed interface GenerationEvent extends KilnEvent
        permits GenerationRequested, CancellationRequested, SubmissionEvent, CompletionEvent, SecondTaskFound {

    /** See {@link GenerationIds}; null only in a request by topic, whose id is derived. */
    String generationId();

    @Override
    @JsonIgnore
    default String key() {
        return generationId();
    }
}
