package dev.kiln.dispatcher.restore;

import dev.kiln.contract.Cause;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationParked;
import dev.kiln.contract.GenerationRequeued;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.Reason;
import dev.kiln.contract.Submission;
import dev.kiln.contract.SubmissionEvent;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Said;
import dev.kiln.dispatcher.task.Task;
import java.time.Instant;

/** The state that a task was in when the dispatcher said something of it. Nothing recalled can ever be claimed. */
final class Recall {

    static final Cause RESTORED = new Cause(
            Reason.RESTORED, "the dispatcher's database was restored from a backup, and it may have been sent since");

    private Recall() {}

    /**
     * As the task was when this was said.
     *
     * @param unknown the account of an attempt of which nothing was said
     */
    static Task of(Task known, Said said, String unknown, Instant now) {
        return switch (said) {
            case Said.Step step -> step(known, step.event(), unknown, now);
            case Said.End end -> ended(known, end.event(), now);
        };
    }

    private static Task step(Task known, SubmissionEvent said, String unknown, Instant now) {
        boolean canceled = known.cancelRequested();
        Submission submission = said.submission();
        return switch (said) {
            case GenerationSubmitted submitted ->
                new Running(known.generation(), submitted.sequence(), canceled, submission, now);
            case GenerationInDoubt doubt ->
                new InDoubt(known.generation(), doubt.sequence(), canceled, submission, doubt.cause(), doubt.parksAt());
            case GenerationParked parked ->
                new Parked(
                        known.generation(),
                        parked.sequence(),
                        canceled,
                        submission,
                        submission.taskId() == null ? null : now);
            case GenerationRequeued requeued -> next(known, requeued, unknown);
        };
    }

    /** Its attempt is proven not created, but the next may have been sent before anything was said of it. */
    private static Task next(Task known, GenerationRequeued requeued, String unknown) {
        Submission proven = requeued.submission();
        Submission next = new Submission(proven.attempt() + 1, unknown, null, proven.submittedAt());
        return new InDoubt(known.generation(), requeued.sequence(), known.cancelRequested(), next, RESTORED, null);
    }

    /** Whether its record was read after a callback is not known: it is read again. */
    private static Task ended(Task known, CompletionEvent said, Instant now) {
        boolean canceled = known.cancelRequested() || said instanceof GenerationCanceled;
        boolean hasRecord = said.submission() != null && said.submission().taskId() != null;
        return new Finished(known.generation(), canceled, said, hasRecord ? now : null);
    }
}
