package dev.kiln.simulator.api;

import java.time.Duration;
import java.util.Optional;

/**
 * How the API is served.
 *
 * @param hang how long a hanging request is held open
 * @param slow how late a slow answer is
 * @param publicUrl where results are linked to; empty for the place where the create came in
 */
public record ServingRules(Duration hang, Duration slow, Optional<String> publicUrl) {

    private static final String SLASHES_AT_END = "/+$";

    /** @throws IllegalArgumentException if the time is none */
    public ServingRules {
        if (hang.toMillis() < 1) {
            throw new IllegalArgumentException("kie-simulator.hang cannot be " + hang);
        }
        if (slow.toMillis() < 1) {
            throw new IllegalArgumentException("kie-simulator.slow cannot be " + slow);
        }
        publicUrl = publicUrl.map(url -> url.replaceAll(SLASHES_AT_END, ""));
    }

    /** Where files are served, without a slash at the end, for a request that came in there. */
    public String filesBase(String scheme, String authority) {
        return publicUrl.orElseGet(() -> scheme + "://" + authority);
    }
}
