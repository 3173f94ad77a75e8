package dev.kiln.catalog;

import java.util.Arrays;
import java.util.Optional;

/** What a model makes. */
public enum Kind {
    IMAGE("image"),
    VIDEO("video");

    private final String wireName;

    Kind(String wireName) {
        this.wireName = wireName;
    }

    /** As written in the model files and shown by the API. */
    public String wireName() {
        return wireName;
    }

    public static Optional<Kind> named(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst();
    }
}
