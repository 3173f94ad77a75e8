package dev.kiln.dispatcher.operate.adapter;

import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.operate.Problem;
import dev.kiln.dispatcher.operate.ProblemKind;
import dev.kiln.dispatcher.operate.VerdictOutcome;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;

/**
 * What became of one verdict.
 *
 * @param status the HTTP status that it would have had alone
 * @param outcome settled, second-task or repeated; null where there is a problem
 */
record VerdictView(
        String generationId,
        int status,
        String outcome,
        String state,
        Integer attempt,
        String taskId,
        Problem.Body problem) {

    static VerdictView of(String generationId, VerdictOutcome outcome) {
        return switch (outcome) {
            case VerdictOutcome.Settled settled -> done(generationId, settled.word(), settled.now());
            case VerdictOutcome.Found found -> done(generationId, found.word(), found.now());
            case VerdictOutcome.Repeated repeated -> done(generationId, repeated.word(), repeated.now());
            case VerdictOutcome.UnknownGeneration unknown ->
                failed(
                        generationId,
                        Problem.of(ProblemKind.UNKNOWN_GENERATION, "The dispatcher has no task of this generation."));
            case VerdictOutcome.MovedOn moved ->
                failed(generationId, about(ProblemKind.MOVED_ON, moved.detail(), moved.now()));
            case VerdictOutcome.Contradicted against ->
                failed(generationId, about(ProblemKind.CONTRADICTED, against.detail(), against.now()));
            case VerdictOutcome.Unproven unproven ->
                failed(generationId, about(ProblemKind.UNPROVEN, unproven.detail(), unproven.now()));
        };
    }

    static VerdictView failed(String generationId, Problem problem) {
        return new VerdictView(
                generationId, problem.kind().status(), null, problem.state(), null, null, problem.body());
    }

    private static Problem about(ProblemKind kind, String detail, Task task) {
        return Problem.of(kind, detail).inState(state(task));
    }

    private static VerdictView done(String generationId, String outcome, Task now) {
        Submission submission = now.lastSubmission();
        return new VerdictView(
                generationId,
                200,
                outcome,
                state(now),
                submission == null ? null : submission.attempt(),
                submission == null ? null : submission.taskId(),
                null);
    }

    static String state(Task task) {
        return switch (task) {
            case Queued queued -> "queued";
            case Submitting submitting -> "submitting";
            case Running running -> "running";
            case InDoubt doubt -> "in-doubt";
            case Parked parked -> "parked";
            case Finished finished ->
                switch (finished.completion()) {
                    case GenerationSucceeded succeeded -> "succeeded";
                    case GenerationFailed failed -> "failed";
                    case GenerationCanceled canceled -> "canceled";
                };
        };
    }
}
