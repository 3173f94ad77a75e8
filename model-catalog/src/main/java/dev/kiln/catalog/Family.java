package dev.kiln.catalog;

import java.util.Arrays;
import java.util.Optional;

/** Which of Kie's APIs serves a model; each has its own requests, records and callbacks. */
public enum Family {
    JOBS("jobs"),
    VEO("veo"),
    FLUX_KONTEXT("flux-kontext");

    private final String wireName;

    Family(String wireName) {
        this.wireName = wireName;
    }

    /** As written in the model files, in events and in callback URLs. */
    public String wireName() {
        return wireName;
    }

    public static Optional<Family> named(String wireName) {
        return Arrays.stream(values())
                .filter(family -> family.wireName.equals(wireName))
                .findFirst();
    }
}
