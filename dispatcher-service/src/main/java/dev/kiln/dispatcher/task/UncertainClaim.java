package dev.kiln.dispatcher.task;

import java.util.List;

/** Intents whose commit was not confirmed. The tasks must not be sent, and their sender can testify to that. */
public final class UncertainClaim extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Submitting> intents;

    public UncertainClaim(List<Submitting> intents, Throwable cause) {
        super("the commit of " + intents.size() + " intents was not confirmed", cause);
        this.intents = List.copyOf(intents);
    }

    public List<Submitting> intents() {
        return intents;
    }
}
