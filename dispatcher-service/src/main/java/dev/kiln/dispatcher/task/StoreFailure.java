package dev.kiln.dispatcher.task;

/** The database did not answer, or refused: whether anything was stored is unknown. */
public final class StoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreFailure(String what, Throwable cause) {
        super(what, cause);
    }
}
