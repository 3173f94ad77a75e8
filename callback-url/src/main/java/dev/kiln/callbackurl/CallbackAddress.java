package dev.kiln.callbackurl;

import java.util.Objects;

/**
 * Which attempt a callback is about.
 *
 * @param family the wire family, a path segment such as {@code jobs}
 * @param generationId a path segment without a dot
 * @param attempt from 1
 */
public record CallbackAddress(String family, String generationId, int attempt) {

    public CallbackAddress {
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(generationId, "generationId");
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt is below 1");
        }
    }
}
