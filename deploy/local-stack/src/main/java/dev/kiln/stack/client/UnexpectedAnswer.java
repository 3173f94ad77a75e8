package dev.kiln.stack.client;

/** A call was answered, but not as it should be. */
public final class UnexpectedAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnexpectedAnswer(String call, int status, String body) {
        super(call + " was answered with " + status + ": " + body);
    }
}
