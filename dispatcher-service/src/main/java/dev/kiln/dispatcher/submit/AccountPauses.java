package dev.kiln.dispatcher.submit;

import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.kie.CreateOutcome;
import java.time.Duration;
import java.util.Optional;

/** How long an account rests after an answer that speaks of the account rather than of the task. */
final class AccountPauses {

    /** Kie's window of creates. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final Duration MAINTENANCE = Duration.ofMinutes(1);
    /** The next create after this is the check whether the account works again. */
    private static final Duration RECHECK = Duration.ofMinutes(1);

    private AccountPauses() {}

    static Optional<Duration> after(CreateOutcome outcome) {
        return switch (outcome) {
            case CreateOutcome.TryLater later ->
                Optional.of(later.cause().reason().equals(Reason.RATE_LIMITED) ? WINDOW : MAINTENANCE);
            case CreateOutcome.AccountStopped stopped -> Optional.of(RECHECK);
            case CreateOutcome.Created created -> Optional.empty();
            case CreateOutcome.NotSent notSent -> Optional.empty();
            case CreateOutcome.Refused refused -> Optional.empty();
            case CreateOutcome.ModelPaused paused -> Optional.empty();
            case CreateOutcome.InDoubt doubt -> Optional.empty();
        };
    }
}
