package dev.kiln.contract;

/** Kie has created the task: {@code submission.taskId} is known and the hold is taken. */
public record GenerationSubmitted(
        String generationId, long sequence, RequestSummary request, Submission submission, Estimate estimate)
        implements SubmissionEvent {

    public GenerationSubmitted {
        Required.generationId(generationId);
        Required.atLeast("sequence", 1, sequence);
        Required.present("request", request);
        Required.text(
                "submission.taskId", Required.present("submission", submission).taskId());
        Required.present("estimate", estimate);
    }
}
