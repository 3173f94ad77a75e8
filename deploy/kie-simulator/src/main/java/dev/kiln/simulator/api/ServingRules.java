package dev.kiln.simulator.api;

import java.time.Duration;
import java.util.Optional;

/**
 * How the API is served.
 *
 * @param hang how long a hanging create is held open
 * @param publicUrl where results are linked to; empty for the place where the create came in
 */
public record ServingRules(Duration hang, Optional<String> publicUrl) {

    private static final String SLASHES_AT_END = "/+$";

    /** @throws IllegalArgumentException if the time is none */
    public ServingRules {
        if (hang.toMillis() < 1) {
            throw new IllegalArgumentException("kie-simulator.hang cannot be " + hang);
        }
        publicUrl = publicUrl.map(url -> url.replaceAll(SLASHES_AT_END, ""));
    }
}
