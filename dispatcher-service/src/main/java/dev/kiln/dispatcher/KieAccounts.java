package dev.kiln.dispatcher;

import dev.kiln.dispatcher.kie.ApiKey;
import java.util.Map;
import java.util.stream.Collectors;

/** The accounts that have a key. */
final class KieAccounts {

    /** Of an attempt that a restore knows nothing of, where there are several: its record is looked for with each. */
    static final String UNKNOWN = "unknown";

    private KieAccounts() {}

    /** By the account's name; none at all is an {@link IllegalArgumentException}, since nothing could ever be submitted. */
    static Map<String, ApiKey> keys(Map<String, DispatcherConfig.Account> accounts) {
        Map<String, ApiKey> keys = accounts.entrySet().stream()
                .filter(account -> account.getValue().apiKey().isPresent())
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        account -> new ApiKey(account.getValue().apiKey().orElseThrow())));
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "no Kie account has a key: set KIE_API_KEY, or kiln.kie.accounts.<name>.api-key");
        }
        if (keys.containsKey(UNKNOWN)) {
            throw new IllegalArgumentException(
                    "kiln.kie.accounts.unknown: no account may have this name, it stands for one that is not known");
        }
        return keys;
    }
}
