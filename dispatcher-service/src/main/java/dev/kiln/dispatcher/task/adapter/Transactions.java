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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Short transactions on the reactive pool, written as blocking code for virtual and worker threads. PostgreSQL ends what
 * takes long by itself; a server that is gone without a word is given up here, and its connection goes back to the pool
 * only when it has answered after all. Nothing is cancelled, which would leak.
 */
final class Transactions {

    /** Longer than PostgreSQL's statement_timeout, whose word comes first. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Pool pool;

    Transactions(Pool pool) {
        this.pool = pool;
    }

    /** Commits what the work did, or rolls back where it threw. */
    <R> R run(String what, Function<SqlConnection, R> work) {
        Future<SqlConnection> acquired = pool.getConnection();
        SqlConnection connection;
        try {
            connection = await(what, acquired);
        } catch (StoreFailure e) {
            acquired.onSuccess(SqlConnection::close);
            throw e;
        }
        boolean answered = false;
        try {
            Transaction transaction = await(what, connection.begin());
            R result;
            try {
                result = work.apply(connection);
            } catch (RuntimeException e) {
                answered = rollBack(transaction, e);
                throw e;
            }
            await(what, transaction.commit());
            answered = true;
            return result;
        } finally {
            if (answered) {
                connection.close();
            } else {
                closeBehindWhatIsUnderWay(connection);
            }
        }
    }

    private static void closeBehindWhatIsUnderWay(SqlConnection connection) {
        connection.query("select 1").execute().onComplete(answered -> connection.close());
    }

    /** One statement of its own. */
    RowSet<Row> query(String what, String sql, Tuple parameters) {
        return query(what, pool, sql, parameters);
    }

    static RowSet<Row> query(String what, SqlClient client, String sql, Tuple parameters) {
        return await(what, client.preparedQuery(sql).execute(parameters));
    }

    /** The statement once for each row, sent together. */
    static void queryAll(String what, SqlClient client, String sql, List<Tuple> rows) {
        if (!rows.isEmpty()) {
            await(what, client.preparedQuery(sql).executeBatch(rows));
        }
    }

    /** Whether it was answered, and so everything before it. */
    private static boolean rollBack(Transaction transaction, RuntimeException cause) {
        try {
            await("roll back", transaction.rollback());
            return true;
        } catch (StoreFailure e) {
            cause.addSuppressed(e);
            return false;
        }
    }

    /** SQLSTATE classes 22 and 23: data, and constraints on it. */
    private static boolean isDataException(Throwable cause) {
        return cause instanceof PgException refusal
                && refusal.getSqlState() != null
                && (refusal.getSqlState().startsWith("22")
                        || refusal.getSqlState().startsWith("23"));
    }

    private static <R> R await(String what, Future<R> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new StoreFailure(what, e.getCause(), isDataException(e.getCause()));
        } catch (TimeoutException e) {
            throw new StoreFailure(what + ": no answer in " + LONGEST_WAIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreFailure(what, e);
        }
    }
}
