package dev.kiln.stack.kie;

import dev.kiln.contract.Credits;

/** What a question for an account's balance brought. Sealed, so that an unknown balance never passes for an empty one. */
public sealed interface Balance {
    record Known(Credits credits) implements Balance {}

    /** Kie does not take the key. */
    record Refused(String why) implements Balance {}

    /** No answer, or none that can be read. */
    record Unknown(String why) implements Balance {}
}
