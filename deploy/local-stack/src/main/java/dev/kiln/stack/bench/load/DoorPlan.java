package dev.kiln.stack.bench.load;

import java.util.Map;

/**
 * A door to be knocked on by a fixed number of connections, each with its next request when it has an answer.
 *
 * @param url of the door, or of what stands before the paths of callbacks
 * @param secrets what the requests need of keys, by name
 * @param body of every request; for callbacks, of the one that is varied
 * @param good the status that counts
 */
public record DoorPlan(
        Kind kind, String url, Map<String, String> secrets, String body, int good, int connections, long millis) {
    /** Stands in a callback's body where the task's id belongs. */
    public static final String TASK_ID = "TASK-ID";

    /** What is sent. */
    public enum Kind {
        /** The same body every time. */
        FLOOR,
        /** A tenant's request for a generation, with the secret {@code apiKey}. */
        INTAKE,
        /** A callback of an attempt of its own, with the secrets {@code tokenKey} and {@code hmacKey}. */
        CALLBACKS
    }

    /** None of the secrets. */
    @Override
    public String toString() {
        return kind + " at " + url;
    }
}
