package dev.kiln.dispatcher.account;

import dev.kiln.contract.Reason;

/** What an operator can do about a stop. */
public final class Advice {

    private Advice() {}

    public static String on(String reason) {
        return switch (reason) {
            case Reason.INSUFFICIENT_CREDITS -> "top the account up at Kie";
            case Reason.UNAUTHORIZED -> "give kiln.kie.accounts.<account>.api-key a key that Kie accepts, and restart";
            case Reason.KEY_CAP_REACHED -> "raise the key's cap at Kie, or wait until Kie resets it";
            case Reason.BLOCKED ->
                "look whether Kie's edge refuses this address or User-Agent, or kiln.kie.base-url is wrong";
            default -> "look at the account at Kie";
        };
    }
}
