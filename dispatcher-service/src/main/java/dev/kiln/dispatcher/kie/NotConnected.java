package dev.kiln.dispatcher.kie;

/** No connection to Kie was opened: nothing was sent. */
public final class NotConnected extends Exception {

    private static final long serialVersionUID = 1;

    public NotConnected(String message, Throwable cause) {
        super(message, cause);
    }
}
