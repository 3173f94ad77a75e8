package dev.kiln.gateway.view.adapter;

import io.vertx.pgclient.PgException;

/** Tells what PostgreSQL will refuse each time from what may pass the next time. */
final class PgRefusal {

    /** SQLSTATE class 22, data exception: a number out of range, text that cannot be stored. */
    private static final String DATA_EXCEPTION = "22";

    private PgRefusal() {}

    static boolean isData(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refusal) {
                return refusal.getSqlState() != null && refusal.getSqlState().startsWith(DATA_EXCEPTION);
            }
        }
        return false;
    }
}
