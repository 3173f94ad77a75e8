package dev.kiln.dispatcher.task.adapter;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;

/** The configured accounts and their slots as rows; adding is idempotent, and what is no longer configured stays idle. */
public final class PgAccounts {

    private static final String ADD_ACCOUNTS =
            "insert into account (name) select * from unnest($1::text[]) order by 1 on conflict do nothing";

    private static final String ADD_SLOTS = """
            insert into slot (account, kind, number)
            select account, $2, number from unnest($1::text[]) account, generate_series(1, $3) number
            order by account, number on conflict do nothing
            """;

    private static final String DROP_SLOTS =
            "delete from slot where account = any($1::text[]) and kind = $2 and number > $3";

    private final Transactions transactions;

    public PgAccounts(Pool pool) {
        this.transactions = new Transactions(pool);
    }

    /** Gives each account as many slots as Kie's limits allow it creates a window and polls a second. */
    public void provide(Collection<String> accounts, int creates, int polls) {
        String[] names = accounts.toArray(String[]::new);
        transactions.query("add accounts", ADD_ACCOUNTS, Tuple.tuple().addArrayOfString(names));
        provide(names, "CREATE", creates);
        provide(names, "POLL", polls);
    }

    private void provide(String[] accounts, String kind, int slots) {
        Tuple parameters =
                Tuple.tuple().addArrayOfString(accounts).addString(kind).addInteger(slots);
        transactions.query("add slots", ADD_SLOTS, parameters);
        transactions.query("drop slots", DROP_SLOTS, parameters);
    }
}
