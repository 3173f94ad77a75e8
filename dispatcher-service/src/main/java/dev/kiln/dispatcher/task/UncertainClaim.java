package dev.kiln.dispatcher.task;

/** An intent whose commit was not confirmed. The task must not be sent, and its sender can testify to that. */
public final class UncertainClaim extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String generationId;
    private final int attempt;

    public UncertainClaim(String generationId, int attempt, Throwable cause) {
        super("the commit of an intent was not confirmed", cause);
        this.generationId = generationId;
        this.attempt = attempt;
    }

    public String generationId() {
        return generationId;
    }

    public int attempt() {
        return attempt;
    }
}
