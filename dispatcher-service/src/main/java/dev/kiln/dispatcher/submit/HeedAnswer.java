package dev.kiln.dispatcher.submit;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.account.Accounts;
import dev.kiln.dispatcher.kie.CreateOutcome;
import dev.kiln.dispatcher.pause.Pauses;
import dev.kiln.dispatcher.task.Claims;
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.Submitting;
import java.time.Duration;

/** Does what an answer asks for that speaks of the account or of the model rather than of the task, over all replicas. */
public final class HeedAnswer {

    /** Kie's window of creates. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Claims claims;
    private final Accounts accounts;
    private final Pauses pauses;
    private final Duration modelPause;
    private final SubmitObserver observer;

    /** @param modelPause how long a model rests that Kie has switched off */
    public HeedAnswer(Claims claims, Accounts accounts, Pauses pauses, Duration modelPause, SubmitObserver observer) {
        this.claims = claims;
        this.accounts = accounts;
        this.pauses = pauses;
        this.modelPause = modelPause;
        this.observer = observer;
    }

    void heed(Submitting task, CreateOutcome outcome) {
        String account = task.submission().account();
        try {
            switch (outcome) {
                case CreateOutcome.AccountStopped stopped -> stop(task, stopped.cause());
                case CreateOutcome.ModelPaused paused -> pauseModel(task, paused.cause());
                case CreateOutcome.TryLater later -> rest(account, later);
                case CreateOutcome.Created created -> {}
                case CreateOutcome.NotSent notSent -> {}
                case CreateOutcome.Refused refused -> {}
                case CreateOutcome.InDoubt doubt -> {}
            }
        } catch (StoreFailure e) {
            observer.pauseFailed(account);
        }
    }

    private void stop(Submitting task, Cause cause) {
        Estimate estimate = task.generation().estimate();
        boolean shortOfCredits = cause.reason().equals(Reason.INSUFFICIENT_CREDITS) && estimate != null;
        accounts.stop(task.submission().account(), cause, shortOfCredits ? estimate.hold() : null)
                .ifPresent(observer::stopped);
    }

    private void pauseModel(Submitting task, Cause cause) {
        String model = task.generation().request().model();
        if (pauses.switchedOff(model, modelPause, cause.detail())) {
            observer.modelPaused(model, cause, modelPause);
        }
    }

    private void rest(String account, CreateOutcome.TryLater later) {
        if (later.cause().reason().equals(Reason.RATE_LIMITED)) {
            claims.pause(account, WINDOW);
            observer.paused(account, later, WINDOW);
        } else {
            accounts.backOff(account).ifPresent(length -> observer.paused(account, later, length));
        }
    }
}
