package dev.kiln.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** What the dispatcher alone says of a Kie account; keyed by the account's name. */
public sealed interface AccountEvent extends KilnEvent permits BalanceRead, AccountStopped, AccountResumed {

    /** The account's name in the dispatcher's configuration, never its key. */
    String account();

    @Override
    @JsonIgnore
    default String key() {
        return account();
    }
}
