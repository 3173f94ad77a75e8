package dev.kiln.contract;

/** Nobody can know by API what became of it: the hold stays, and late truth or an operator's verdict settles it. */
public record GenerationParked(
        String generationId,
        long sequence,
        RequestSummary request,
        Submission submission,
        Estimate estimate,
        Cause cause)
        implements SubmissionEvent {

    public GenerationParked {
        Required.generationId(generationId);
        Required.atLeast("sequence", 1, sequence);
        Required.present("request", request);
        Required.present("submission", submission);
        Required.present("estimate", estimate);
        Required.present("cause", cause);
    }
}
