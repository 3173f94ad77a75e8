package dev.kiln.dispatcher.task;

/** The database did not answer, or refused: whether anything was stored is unknown, unless it refused the data. */
public final class StoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean dataRefused;

    public StoreFailure(String what, Throwable cause) {
        this(what, cause, false);
    }

    public StoreFailure(String what, Throwable cause, boolean dataRefused) {
        super(what, cause);
        this.dataRefused = dataRefused;
    }

    /** True where a value is outside what the database can hold: nothing was stored, and trying again is in vain. */
    public boolean dataRefused() {
        return dataRefused;
    }
}
