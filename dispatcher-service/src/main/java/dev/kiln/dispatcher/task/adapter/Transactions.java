package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.StoreFailure.Why;
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

    private static final String PLAN_FREELY = """
            set local enable_seqscan = on; set local enable_bitmapscan = on; set local enable_sort = on;
            set local enable_hashjoin = on; set local enable_mergejoin = on; set local enable_material = on
            """;

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

    /**
     * For what looks through much of a table or sorts it: in this transaction the planner may do what it may not in the service's
     * sessions.
     */
    static void planFreely(SqlConnection connection) {
        await("free the planner", connection.query(PLAN_FREELY).execute());
    }

    /** The statement once for each row, sent together. */
    static void queryAll(String what, SqlClient client, String sql, List<Tuple> rows) {
        if (!rows.isEmpty()) {
            await(what, client.preparedQuery(sql).executeBatch(rows));
        }
    }

    /** The same, where each must change one row: a row that is gone fails the transaction. */
    static void updateEach(String what, SqlClient client, String sql, List<Tuple> rows) {
        if (rows.isEmpty()) {
            return;
        }
        int changed = 0;
        for (RowSet<Row> one = await(what, client.preparedQuery(sql).executeBatch(rows));
                one != null;
                one = one.next()) {
            changed += one.rowCount();
        }
        if (changed != rows.size()) {
            throw new IllegalStateException(what + ": of " + rows.size() + " rows " + changed + " are there");
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

    /** By SQLSTATE: classes 22 and 23 are data, and constraints on it; then locks that came too late, and deadlocks. */
    private static Why why(Throwable cause) {
        String state = cause instanceof PgException refusal ? String.valueOf(refusal.getSqlState()) : "";
        if (state.startsWith("22") || state.startsWith("23")) {
            return Why.DATA_REFUSED;
        }
        return state.equals("55P03") || state.equals("40P01") ? Why.CONTENDED : Why.UNKNOWN;
    }

    private static <R> R await(String what, Future<R> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new StoreFailure(what, e.getCause(), why(e.getCause()));
        } catch (TimeoutException e) {
            throw new StoreFailure(what + ": no answer in " + LONGEST_WAIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreFailure(what, e);
        }
    }
}
