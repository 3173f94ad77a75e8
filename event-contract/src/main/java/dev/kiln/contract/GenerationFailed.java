package dev.kiln.contract;

import java.time.Instant;
import java.util.List;

/**
 * The generation brought nothing.
 *
 * @param submission the last attempt, without a taskId where it created nothing; null where there was none
 * @param estimate null where the request could not be priced
 * @param charge null where nothing was ever submitted
 * @param faults what was wrong with the request; empty where that was not the reason
 */
public record GenerationFailed(
        String generationId,
        long sequence,
        String corrects,
        RequestSummary request,
        Submission submission,
        Estimate estimate,
        Charge charge,
        Failure failure,
        List<Fault> faults,
        Instant completedAt)
        implements CompletionEvent {

    public GenerationFailed {
        Required.generationId(generationId);
        Required.atLeast("sequence", 1, sequence);
        Required.present("request", request);
        Required.present("failure", failure);
        faults = Required.copied(faults);
        Required.present("completedAt", completedAt);
    }
}
