package dev.kiln.billing.ledger.adapter;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;

/** Tells a failure of the data, which will come again, from one of the database or the way to it, which will pass. */
final class DatabaseFailure {

    private static final int DEEPEST = 20;

    private DatabaseFailure() {}

    /** True for a constraint or a value that PostgreSQL refused, and for a bug of ours. */
    static boolean isOfTheData(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof PgException pg) {
                return isOfTheData(pg.getSqlState());
            }
            if (cause instanceof SQLException sql) {
                return isOfTheData(sql.getSQLState());
            }
            if (cause instanceof IllegalArgumentException
                    || cause instanceof NullPointerException
                    || cause instanceof ArithmeticException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOfTheData(String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.startsWith("P0"));
    }
}
