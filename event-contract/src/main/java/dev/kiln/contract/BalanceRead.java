package dev.kiln.contract;

import java.time.Instant;

/**
 * The account's balance as Kie's credit endpoint gave it.
 *
 * @param readAt when the answer came
 */
public record BalanceRead(String account, Credits balance, Instant readAt) implements AccountEvent {

    public BalanceRead {
        Required.text("account", account);
        Required.present("balance", balance);
        Required.present("readAt", readAt);
    }
}
