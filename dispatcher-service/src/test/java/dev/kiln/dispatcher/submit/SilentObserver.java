package dev.kiln.dispatcher.submit;

import dev.kiln.contract.Cause;
import dev.kiln.dispatcher.account.Accounts;
import dev.kiln.dispatcher.kie.CreateOutcome;
import dev.kiln.dispatcher.task.Submitting;
import java.time.Duration;

public final class SilentObserver implements SubmitObserver {

    @Override
    public void outcome(Submitting task, CreateOutcome outcome) {}

    @Override
    public void notConnected() {}

    @Override
    public void paused(String account, CreateOutcome outcome, Duration length) {}

    @Override
    public void stopped(Accounts.Stopped stopped) {}

    @Override
    public void modelPaused(String model, Cause cause, Duration length) {}

    @Override
    public void pauseFailed(String account) {}

    @Override
    public void recordingFailed(String generationId, int attempt, CreateOutcome outcome) {}

    @Override
    public void secondTask(String generationId, String knownTaskId, String answeredTaskId) {}
}
