package dev.kiln.dispatcher.task;

/** A stored task that this version cannot read; its message names the generation and quotes nothing of it. */
public final class UnreadableRow extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String generationId;

    public UnreadableRow(String generationId, Throwable cause) {
        super("the stored task of generation " + generationId + " cannot be read", cause);
        this.generationId = generationId;
    }

    public String generationId() {
        return generationId;
    }
}
