package dev.kiln.simulator.account;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The accounts by key. */
public final class Accounts {

    private static final String BEARER = "Bearer ";

    private final Map<String, Account> byKey;

    /** @param byKey must not be empty */
    public Accounts(Map<String, Account> byKey) {
        if (byKey.isEmpty()) {
            throw new IllegalArgumentException(
                    "no account: set kie-simulator.accounts.<name>.key for at least one name");
        }
        this.byKey = new LinkedHashMap<>(byKey);
    }

    /** @param authorization the header's value; null if there is none */
    public Optional<Account> authorized(String authorization) {
        return Optional.ofNullable(authorization)
                .filter(value -> value.startsWith(BEARER))
                .map(value -> byKey.get(value.substring(BEARER.length()).strip()));
    }

    public Optional<Account> named(String name) {
        return byKey.values().stream()
                .filter(account -> account.name().equals(name))
                .findFirst();
    }

    public Collection<Account> all() {
        return byKey.values();
    }
}
