package dev.kiln.dispatcher.operate.adapter;

import java.util.Optional;

/** The key in an {@code Authorization} header. */
final class BearerKey {

    private static final String SCHEME = "Bearer ";
    /** In characters; longer than any key is. */
    private static final int MAX_LENGTH = 512;

    private BearerKey() {}

    /** Empty for null, another scheme, an empty key and one that is too long. */
    static Optional<String> in(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String key = authorization.substring(SCHEME.length()).strip();
        return key.isEmpty() || key.length() > MAX_LENGTH ? Optional.empty() : Optional.of(key);
    }
}
