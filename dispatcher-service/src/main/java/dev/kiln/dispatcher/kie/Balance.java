package dev.kiln.dispatcher.kie;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Credits;

/** What a read of an account's balance brought. Sealed because an unknown balance must never pass for an empty one. */
public sealed interface Balance {

    record Known(Credits credits) implements Balance {}

    record Unreadable(Cause cause) implements Balance {}

    /** Kie refuses the account's key. */
    record AccountStopped(Cause cause) implements Balance {}
}
