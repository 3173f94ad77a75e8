package dev.kiln.contract;

import java.time.Instant;

/** Nothing is submitted with the account until it is resumed. */
public record AccountStopped(String account, Cause cause, Instant stoppedAt) implements AccountEvent {

    public AccountStopped {
        Required.text("account", account);
        Required.present("cause", cause);
        Required.present("stoppedAt", stoppedAt);
    }
}
