package dev.kiln.dispatcher.task;

/** The database did not answer, or refused: whether anything was stored is unknown, unless it says why it refused. */
public final class StoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Why why;

    public StoreFailure(String what, Throwable cause) {
        this(what, cause, Why.UNKNOWN);
    }

    public StoreFailure(String what, Throwable cause, Why why) {
        super(what, cause);
        this.why = why;
    }

    /** As far as the database says it. */
    public enum Why {
        /** Nothing was stored, and trying again is in vain. */
        DATA_REFUSED,
        /** Another transaction had what this one needed: nothing was stored, and trying again helps. */
        CONTENDED,
        UNKNOWN
    }

    /** True where a value is outside what the database can hold. */
    public boolean dataRefused() {
        return why == Why.DATA_REFUSED;
    }

    /** True where another transaction stood in the way. */
    public boolean contended() {
        return why == Why.CONTENDED;
    }
}
