package dev.kiln.contract;

import java.time.Instant;

/**
 * The create was sent and not clearly answered: a task may exist. It is never sent again.
 *
 * @param parksAt when it is parked unless the truth comes before
 */
public record GenerationInDoubt(
        String generationId,
        long sequence,
        RequestSummary request,
        Submission submission,
        Estimate estimate,
        Cause cause,
        Instant parksAt)
        implements SubmissionEvent {

    public GenerationInDoubt {
        Required.generationId(generationId);
        Required.atLeast("sequence", 1, sequence);
        Required.present("request", request);
        Required.present("submission", submission);
        Required.present("estimate", estimate);
        Required.present("cause", cause);
        Required.present("parksAt", parksAt);
    }
}
