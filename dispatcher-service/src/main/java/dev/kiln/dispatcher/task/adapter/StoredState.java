package dev.kiln.dispatcher.task.adapter;

import dev.kiln.contract.Cause;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import java.time.Instant;

/** The columns of a task that a step changes, as the table {@code task} holds them. */
record StoredState(String name, Instant dueAt, Submission submission, Cause cause, CompletionEvent completion) {

    static StoredState of(Task task) {
        return switch (task) {
            case Queued queued -> new StoredState("QUEUED", queued.dueAt(), queued.lastSubmission(), null, null);
            case Submitting sent -> new StoredState("SUBMITTING", sent.sweepAt(), sent.submission(), null, null);
            case Running running -> new StoredState("RUNNING", running.pollAt(), running.submission(), null, null);
            case InDoubt doubt -> new StoredState("IN_DOUBT", doubt.parksAt(), doubt.submission(), doubt.cause(), null);
            case Parked parked -> new StoredState("PARKED", parked.pollAt(), parked.submission(), null, null);
            case Finished finished -> finished(finished.completion(), finished.confirmAt());
        };
    }

    private static StoredState finished(CompletionEvent completion, Instant confirmAt) {
        String name =
                switch (completion) {
                    case GenerationSucceeded succeeded -> "SUCCEEDED";
                    case GenerationFailed failed -> "FAILED";
                    case GenerationCanceled canceled -> "CANCELED";
                };
        return new StoredState(name, confirmAt, completion.submission(), null, completion);
    }
}
