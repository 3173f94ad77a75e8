package dev.kiln.contract;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Checks of the events' constructors; each failure is an {@link IllegalArgumentException} that names the field. */
final class Required {

    private Required() {}

    static <T> T present(String field, T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    static String text(String field, String value) {
        if (present(field, value).isBlank()) {
            throw new IllegalArgumentException(field + " is blank");
        }
        return value;
    }

    static String shortText(String field, String value, int maximum) {
        if (value != null && value.length() > maximum) {
            throw new IllegalArgumentException(field + " is longer than " + maximum + " characters");
        }
        return value;
    }

    static long atLeast(String field, long minimum, long value) {
        if (value < minimum) {
            throw new IllegalArgumentException(field + " is below " + minimum);
        }
        return value;
    }

    static String generationId(String value) {
        if (!GenerationIds.isWellFormed(present("generationId", value))) {
            throw new IllegalArgumentException("generationId is not of the form gen_ and 32 characters");
        }
        return value;
    }

    static Credits notNegative(String field, Credits value) {
        if (present(field, value).isNegative()) {
            throw new IllegalArgumentException(field + " is negative");
        }
        return value;
    }

    static <T> List<T> copied(Collection<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    static Map<String, String> copied(Map<String, String> values) {
        return values == null ? Map.of() : Map.copyOf(values);
    }
}
