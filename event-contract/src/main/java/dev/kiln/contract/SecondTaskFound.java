package dev.kiln.contract;

import java.time.Instant;

/**
 * Kie's record proves a further task of the generation, which the generation does not end by: what it took is a loss. It is
 * no step of the generation, so it has no sequence: of the words on one task the one with the latest {@code foundAt} counts.
 *
 * @param submission the attempt that the task was created by; {@code submittedAt} is when Kie created it, where it tells
 * @param estimate null where the request could not be priced
 * @param foundAt when the record was read
 */
public record SecondTaskFound(
        String generationId,
        RequestSummary request,
        Submission submission,
        Estimate estimate,
        Charge charge,
        Instant foundAt)
        implements GenerationEvent {

    public SecondTaskFound {
        Required.generationId(generationId);
        Required.present("request", request);
        Required.present("submission", submission);
        Required.text("submission.taskId", submission.taskId());
        Required.present("charge", charge);
        Required.present("foundAt", foundAt);
    }

    /** Another for each word on the task. */
    public String id() {
        return generationId + ".task." + submission.taskId() + "." + foundAt.toEpochMilli();
    }
}
