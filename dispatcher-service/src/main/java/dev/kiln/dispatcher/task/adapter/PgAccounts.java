package dev.kiln.dispatcher.task.adapter;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;

/** The configured accounts and their slots as rows; adding is idempotent, and what is no longer configured stays idle. */
public final class PgAccounts {

    private static final String ADD_ACCOUNT = "insert into account (name) values ($1) on conflict do nothing";

    private static final String ADD_SLOTS = """
            insert into slot (account, kind, number) select $1, $2, n from generate_series(1, $3) n on conflict do nothing
            """;

    private static final String DROP_SLOTS = "delete from slot where account = $1 and kind = $2 and number > $3";

    private final Transactions transactions;

    public PgAccounts(Pool pool) {
        this.transactions = new Transactions(pool);
    }

    /** Gives each account as many slots as Kie's limits allow it creates a window and polls a second. */
    public void provide(Collection<String> accounts, int creates, int polls) {
        for (String account : accounts) {
            transactions.query("add an account", ADD_ACCOUNT, Tuple.of(account));
            provide(account, "CREATE", creates);
            provide(account, "POLL", polls);
        }
    }

    private void provide(String account, String kind, int slots) {
        transactions.query("add slots", ADD_SLOTS, Tuple.of(account, kind, slots));
        transactions.query("drop slots", DROP_SLOTS, Tuple.of(account, kind, slots));
    }
}
