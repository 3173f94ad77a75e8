package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.task.Breaker;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** The accounts' breakers and pauses; a row is touched only while something is wrong with its account. */
final class PgBreaker {

    /** In one order, as a claim's probes: of two that lock several accounts neither waits for the other. */
    private static final String CLOSE = """
            with locked as (
                select name from account where name = any($1) and doubts_in_a_row > 0 order by name for no key update)
            update account a set doubts_in_a_row = 0, probing_until = '-infinity' from locked where a.name = locked.name
            """;

    private static final String PROBE_AGAIN = """
            with locked as (
                select name from account where name = any($1) and probing_until > '-infinity'
                order by name for no key update)
            update account a set probing_until = '-infinity' from locked where a.name = locked.name
            """;

    private static final String COUNT_DOUBT = """
            update account set doubts_in_a_row = doubts_in_a_row + 1, probing_until = '-infinity' where name = $1
            returning doubts_in_a_row
            """;

    private static final String PAUSE = """
            update account set paused_until = greatest(paused_until, clock_timestamp() + $2 * interval '1 millisecond')
            where name = $1
            """;

    private final Transactions transactions;

    PgBreaker(Transactions transactions) {
        this.transactions = transactions;
    }

    void close(Collection<String> accounts) {
        transactions.query("close breakers", CLOSE, names(accounts));
    }

    /** A probe that was not sent has shown nothing: another may follow at once. */
    void probeAgain(Collection<String> accounts) {
        transactions.query("let probes follow", PROBE_AGAIN, names(accounts));
    }

    private static Tuple names(Collection<String> accounts) {
        return Tuple.tuple().addArrayOfString(accounts.toArray(String[]::new));
    }

    /** The count and its pause are one transaction: no claim falls between them. */
    Optional<Duration> doubted(String account) {
        return transactions.run("count a doubt", connection -> {
            RowSet<Row> rows = Transactions.query("count a doubt", connection, COUNT_DOUBT, Tuple.of(account));
            Optional<Duration> pause = rows.rowCount() == 0
                    ? Optional.empty()
                    : Breaker.pauseAfter(rows.iterator().next().getInteger(0));
            pause.ifPresent(length -> pause(connection, account, length));
            return pause;
        });
    }

    void pause(String account, Duration length) {
        transactions.run("pause an account", connection -> {
            pause(connection, account, length);
            return null;
        });
    }

    private static void pause(SqlConnection connection, String account, Duration length) {
        Transactions.query("pause an account", connection, PAUSE, Tuple.of(account, length.toMillis()));
    }
}
