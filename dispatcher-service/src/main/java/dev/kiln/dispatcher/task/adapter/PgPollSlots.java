package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.task.PollSlots;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** Poll slots in PostgreSQL, timed by the database's clock alone. */
public final class PgPollSlots implements PollSlots {

    /** Longer than the second that Kie counts by what may lie between a slot and Kie's door: a new connection, above all. */
    private static final String TAKE = """
            update slot set free_at = clock_timestamp() + interval '1.75 seconds' where (account, kind, number) = (
                select account, kind, number from slot
                where account = $1 and kind = 'POLL' and free_at <= clock_timestamp()
                order by free_at limit 1 for update skip locked)
            """;

    private final Transactions transactions;

    public PgPollSlots(Pool pool) {
        this.transactions = new Transactions(pool);
    }

    @Override
    public boolean take(String account) {
        return transactions.query("take a poll slot", TAKE, Tuple.of(account)).rowCount() > 0;
    }

    /** Within a transaction: the slot is taken if that commits. */
    static boolean take(SqlConnection connection, String account) {
        return Transactions.query("take a poll slot", connection, TAKE, Tuple.of(account))
                        .rowCount()
                > 0;
    }
}
