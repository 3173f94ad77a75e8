package dev.kiln.dispatcher.task.adapter;

import dev.kiln.contract.AccountEvent;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.List;

/** An account's events, which are counted by themselves; no generation's id holds a slash. */
final class AccountEvents {

    private static final String COUNT =
            "update account set announced = announced + 1 where name = $1 returning announced";

    private final OutboxRows outbox;

    AccountEvents(Clock clock) {
        this.outbox = new OutboxRows(clock);
    }

    void add(SqlConnection connection, String account, AccountEvent event) {
        long number = Transactions.query("count an event", connection, COUNT, Tuple.of(account))
                .iterator()
                .next()
                .getLong("announced");
        outbox.addAll(connection, List.of(outbox.row("account/" + account + "/" + number, event)));
    }
}
