package dev.kiln.dispatcher.overview;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The states of a task that has not ended. */
public enum OpenState {
    QUEUED,
    SUBMITTING,
    RUNNING,
    IN_DOUBT,
    PARKED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<OpenState> named(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(wireName))
                .findFirst();
    }
}
