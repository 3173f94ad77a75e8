package dev.kiln.billing.access;

/** The key is known and does not allow it; the message is for the caller. */
public final class NotAllowed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotAllowed(String message) {
        super(message, null, false, false);
    }
}
