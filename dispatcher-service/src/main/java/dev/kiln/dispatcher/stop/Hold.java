package dev.kiln.dispatcher.stop;

import java.util.Optional;

/** Keeps this replica from claiming and consuming, and says why. It stands until somebody has looked for the first time. */
public final class Hold {

    private volatile String why = "the database has not been compared with Kafka yet";

    public void because(String reason) {
        why = reason;
    }

    public void release() {
        why = null;
    }

    public boolean stands() {
        return why != null;
    }

    public Optional<String> why() {
        return Optional.ofNullable(why);
    }
}
