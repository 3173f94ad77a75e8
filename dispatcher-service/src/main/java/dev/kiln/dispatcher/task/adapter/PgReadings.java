package dev.kiln.dispatcher.task.adapter;

import dev.kiln.contract.BalanceRead;
import dev.kiln.contract.Credits;
import dev.kiln.dispatcher.account.Readings;
import dev.kiln.dispatcher.kie.PollSlots;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts' balances in PostgreSQL; all times are the database's but the one that is announced. */
public final class PgReadings implements Readings {

    private static final String DUE = """
            select name from account where balance_due_at <= clock_timestamp() and name = any($1)
            order by name limit 20 for no key update skip locked
            """;

    /** What is being submitted may not have been taken off when Kie answers: it is taken off here. */
    private static final String PUT_OFF = """
            update account a set balance_due_at = clock_timestamp() + $2 * interval '1 millisecond' where name = $1
            returning a.held_ever - coalesce((
                select sum(t.hold) from task t where t.account = a.name and t.state = 'SUBMITTING'), 0) as held_before
            """;

    private static final String STORE = """
            update account set balance = $2, balance_held = $3, balance_read_at = clock_timestamp() where name = $1
            """;

    private static final String LAST = "select name, balance from account where balance is not null and name = any($1)";

    private final Transactions transactions;
    private final PgPollSlots slots;
    private final AccountEvents events;
    private final String[] configured;

    /** Reads the balances of these accounts alone, whatever rows there are. */
    public PgReadings(Pool pool, PgPollSlots slots, Clock clock, Collection<String> configured) {
        this.transactions = new Transactions(pool);
        this.slots = slots;
        this.events = new AccountEvents(clock);
        this.configured = configured.toArray(String[]::new);
    }

    @Override
    public List<Due> takeDue(Duration next) {
        return transactions.run("take balances to read", connection -> {
            List<Due> due = new ArrayList<>();
            Tuple parameters = Tuple.tuple().addArrayOfString(configured);
            for (Row row : Transactions.query("find balances", connection, DUE, parameters)) {
                String account = row.getString("name");
                Optional<PollSlots.Slot> slot = slots.take(connection, account);
                if (slot.isPresent()) {
                    Tuple putOff = Tuple.of(account, next.toMillis());
                    Row before = Transactions.query("put a reading off", connection, PUT_OFF, putOff)
                            .iterator()
                            .next();
                    due.add(new Due(account, before.getBigDecimal("held_before"), slot.get()));
                }
            }
            return due;
        });
    }

    @Override
    public void store(Due due, Credits balance, Instant readAt) {
        transactions.run("store a balance", connection -> {
            Tuple row = Tuple.of(due.account(), balance.amount(), due.heldBefore());
            Transactions.query("store a balance", connection, STORE, row);
            events.add(connection, due.account(), new BalanceRead(due.account(), balance, readAt));
            return balance;
        });
    }

    @Override
    public Map<String, Credits> last() {
        Map<String, Credits> last = new HashMap<>();
        transactions
                .query("read balances", LAST, Tuple.tuple().addArrayOfString(configured))
                .forEach(row -> last.put(row.getString("name"), Credits.of(row.getBigDecimal("balance"))));
        return last;
    }
}
