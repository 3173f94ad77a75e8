package dev.kiln.contract;

import java.time.Instant;

/** The account is submitted with again. */
public record AccountResumed(String account, Instant resumedAt) implements AccountEvent {

    public AccountResumed {
        Required.text("account", account);
        Required.present("resumedAt", resumedAt);
    }
}
