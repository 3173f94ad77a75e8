package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.task.StoreFailure;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * Short transactions on the reactive pool, written as blocking code for virtual and worker threads. Waits are bounded by
 * the pool's acquisition timeout and PostgreSQL's statement_timeout, never by cancelling here, which would leak.
 */
final class Transactions {

    private final Pool pool;

    Transactions(Pool pool) {
        this.pool = pool;
    }

    /** Commits what the work did, or rolls back where it threw. */
    <R> R run(String what, Function<SqlConnection, R> work) {
        SqlConnection connection = await(what, pool.getConnection());
        try {
            Transaction transaction = await(what, connection.begin());
            R result;
            try {
                result = work.apply(connection);
            } catch (RuntimeException e) {
                rollBack(transaction, e);
                throw e;
            }
            await(what, transaction.commit());
            return result;
        } finally {
            connection.close();
        }
    }

    /** One statement of its own. */
    RowSet<Row> query(String what, String sql, Tuple parameters) {
        return query(what, pool, sql, parameters);
    }

    static RowSet<Row> query(String what, SqlClient client, String sql, Tuple parameters) {
        return await(what, client.preparedQuery(sql).execute(parameters));
    }

    private static void rollBack(Transaction transaction, RuntimeException cause) {
        try {
            await("roll back", transaction.rollback());
        } catch (StoreFailure e) {
            cause.addSuppressed(e);
        }
    }

    /** SQLSTATE class 22. */
    private static boolean isDataException(Throwable cause) {
        return cause instanceof PgException refusal
                && refusal.getSqlState() != null
                && refusal.getSqlState().startsWith("22");
    }

    private static <R> R await(String what, Future<R> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new StoreFailure(what, e.getCause(), isDataException(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreFailure(what, e);
        }
    }
}
