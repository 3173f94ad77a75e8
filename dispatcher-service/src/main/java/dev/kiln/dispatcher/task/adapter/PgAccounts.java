package dev.kiln.dispatcher.task.adapter;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;

/** The configured accounts and their slots as rows; adding is idempotent, and what is no longer configured stays idle. */
public final class PgAccounts {

    private static final Duration POLL_WINDOW = Duration.ofSeconds(1);

    private static final String ADD_ACCOUNTS =
            "insert into account (name) select * from unnest($1::text[]) order by 1 on conflict do nothing";

    /** What an account gets more may have been taken from it within this window: it is free only after one. */
    private static final String ADD_SLOTS = """
            insert into slot (account, kind, number, free_at)
            select account, $2, number,
                case when exists (select from slot s where s.account = names.account and s.kind = $2)
                    then clock_timestamp() + $4 * interval '1 millisecond' else '-infinity' end
            from unnest($1::text[]) names (account), generate_series(1, $3) number
            order by account, number on conflict do nothing
            """;

    private static final String DROP_SLOTS =
            "delete from slot where account = any($1::text[]) and kind = $2 and number > $3";

    private final Transactions transactions;

    public PgAccounts(Pool pool) {
        this.transactions = new Transactions(pool);
    }

    /**
     * Gives each account as many slots as Kie's limits allow it creates a window and polls a second. No claim is under way
     * meanwhile.
     */
    public void provide(Collection<String> accounts, int creates, Duration window, int polls) {
        String[] names = accounts.toArray(String[]::new);
        transactions.run("provide accounts", connection -> {
            PgTurns.lock(connection);
            Transactions.query(
                    "add accounts", connection, ADD_ACCOUNTS, Tuple.tuple().addArrayOfString(names));
            provide(connection, names, "CREATE", creates, window);
            provide(connection, names, "POLL", polls, POLL_WINDOW);
            return null;
        });
    }

    private static void provide(SqlConnection connection, String[] accounts, String kind, int slots, Duration window) {
        Tuple drop = Tuple.tuple().addArrayOfString(accounts).addString(kind).addInteger(slots);
        Tuple add = Tuple.tuple()
                .addArrayOfString(accounts)
                .addString(kind)
                .addInteger(slots)
                .addLong(window.toMillis());
        Transactions.query("add slots", connection, ADD_SLOTS, add);
        Transactions.query("drop slots", connection, DROP_SLOTS, drop);
    }
}
