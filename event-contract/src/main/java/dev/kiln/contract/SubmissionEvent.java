package dev.kiln.contract;

/** A step of a generation on its way to a completion, said by the dispatcher alone. */
public sealed interface SubmissionEvent extends GenerationEvent
        permits GenerationSubmitted, GenerationInDoubt, GenerationParked, GenerationRequeued {

    /** Rises with each event of the generation; only the highest seen counts. */
    long sequence();

    RequestSummary request();

    Submission submission();
}
