package dev.kiln.contract;

import java.time.Instant;

/** The terminal event of a generation, said by the dispatcher alone; a correction is the same again, higher. */
public sealed interface CompletionEvent extends GenerationEvent
        permits GenerationSucceeded, GenerationFailed, GenerationCanceled {

    /** Rises with each event of the generation; only the highest seen counts. */
    long sequence();

    /** The id of the earlier completion that this one replaces; null for a first one. */
    String corrects();

    RequestSummary request();

    /** The last attempt, without a taskId where it created nothing; null where there was none. */
    Submission submission();

    /** Null where the request could not be priced. */
    Estimate estimate();

    /** Null where nothing was ever submitted. */
    Charge charge();

    Instant completedAt();
}
