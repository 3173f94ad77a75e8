package dev.kiln.dispatcher.submit;

import dev.kiln.contract.Cause;
import dev.kiln.dispatcher.account.Accounts;
import dev.kiln.dispatcher.kie.CreateOutcome;
import dev.kiln.dispatcher.task.Submitting;
import java.time.Duration;

/** Told of every submission, for metrics and logs. */
public interface SubmitObserver {

    void outcome(Submitting task, CreateOutcome outcome);

    /** No connection to Kie could be opened. */
    void notConnected();

    void paused(String account, CreateOutcome outcome, Duration length);

    /** Kie stopped the account, and no create has said so before. */
    void stopped(Accounts.Stopped stopped);

    /** Kie has switched the model off, and no create has said so before. */
    void modelPaused(String model, Cause cause, Duration length);

    /** The stop or pause could not be stored; the answer's own recording goes on. */
    void pauseFailed(String account);

    /** An answer waits to be recorded because the database does not take it; it exists nowhere else. */
    void recordingFailed(String generationId, int attempt, CreateOutcome outcome);

    /** An answer names a task of an attempt that has another one: two tasks may exist. */
    void secondTask(String generationId, String knownTaskId, String answeredTaskId);
}
