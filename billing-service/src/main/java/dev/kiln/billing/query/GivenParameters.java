package dev.kiln.billing.query;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands in a query string: a misspelt filter must not look like an answer to the question that was meant. */
public final class GivenParameters {

    private GivenParameters() {}

    /** Refuses, by {@link InvalidParameter}, a parameter that is not known, is empty or is given more than once. */
    public static void check(Map<String, List<String>> given, Set<String> known) {
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw new InvalidParameter(name, "there is no such parameter");
            }
            if (values.size() > 1) {
                throw new InvalidParameter(name, name + " is given more than once");
            }
            if (values.getFirst().isEmpty()) {
                throw new InvalidParameter(name, name + " is empty");
            }
        });
    }
}
