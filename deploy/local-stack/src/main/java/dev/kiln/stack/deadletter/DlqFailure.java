package dev.kiln.stack.deadletter;

/** The command cannot go on; the message says what to do. */
public final class DlqFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DlqFailure(String message) {
        super(message);
    }

    public DlqFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
