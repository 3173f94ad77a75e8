package dev.kiln.contract;

import java.time.Instant;

/**
 * The attempt is proven not to have created a task: its hold falls, and another attempt follows.
 *
 * @param submission the attempt that created nothing
 * @param dueAt the earliest time of the next attempt
 */
public record GenerationRequeued(
        String generationId, long sequence, RequestSummary request, Submission submission, Cause cause, Instant dueAt)
        implements SubmissionEvent {

    public GenerationRequeued {
        Required.generationId(generationId);
        Required.atLeast("sequence", 1, sequence);
        Required.present("request", request);
        Required.present("submission", submission);
        Required.present("cause", cause);
        Required.present("dueAt", dueAt);
    }
}
