package dev.kiln.gateway.view.adapter;

import org.hibernate.exception.DataException;

/** Tells what PostgreSQL refuses each time from what may pass the next time. */
final class PgRefusal {

    private PgRefusal() {}

    /** SQLSTATE class 22: a number or time out of range, text that cannot be stored. */
    static boolean isData(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataException) {
                return true;
            }
        }
        return false;
    }
}
