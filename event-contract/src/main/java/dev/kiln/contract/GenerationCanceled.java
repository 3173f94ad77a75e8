package dev.kiln.contract;

import java.time.Instant;

/**
 * The generation ended as its tenant asked; after a submission with its credits and without its files.
 *
 * @param submission the last attempt, without a taskId where it created nothing; null where there was none
 * @param estimate null where the request could not be priced
 * @param charge null where nothing was ever submitted
 */
public record GenerationCanceled(
        String generationId,
        long sequence,
        String corrects,
        RequestSummary request,
        Submission submission,
        Estimate estimate,
        Charge charge,
        Instant completedAt)
        implements CompletionEvent {

    public GenerationCanceled {
        Required.generationId(generationId);
        Required.atLeast("sequence", 1, sequence);
        Required.present("request", request);
        Required.present("completedAt", completedAt);
    }
}
