package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.task.Breaker;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** The accounts' breakers and pauses; a row is touched only while something is wrong with its account. */
final class PgBreaker {

    private static final String CLOSE = """
            update account set doubts_in_a_row = 0, probing_until = '-infinity'
            where name = any($1) and doubts_in_a_row > 0
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
        transactions.query("close breakers", CLOSE, Tuple.tuple().addArrayOfString(accounts.toArray(String[]::new)));
    }

    Optional<Duration> doubted(String account) {
        RowSet<Row> rows = transactions.query("count a doubt", COUNT_DOUBT, Tuple.of(account));
        Optional<Duration> pause = rows.rowCount() == 0
                ? Optional.empty()
                : Breaker.pauseAfter(rows.iterator().next().getInteger(0));
        pause.ifPresent(length -> pause(account, length));
        return pause;
    }

    void pause(String account, Duration length) {
        transactions.query("pause an account", PAUSE, Tuple.of(account, length.toMillis()));
    }
}
