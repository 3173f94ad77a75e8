package dev.kiln.billing.reconcile.adapter;

import dev.kiln.billing.reconcile.AccountSums;
import dev.kiln.billing.reconcile.Reading;
import dev.kiln.contract.Credits;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads what is known of Kie's balances. */
@ApplicationScoped
class PgBalances {

    private static final String READING = """
            r.account, r.read_at, r.balance, r.bought, r.taken_before, r.charged, r.lost, r.unexplained, r.held, r.since""";
    private static final String NEWEST = """
            SELECT %s, a.bought AS bought_by_now, a.unexplained AS unexplained_by_now
            FROM working.kie_account a
            CROSS JOIN LATERAL (
                SELECT * FROM ledger.balance_reading WHERE account = a.account ORDER BY read_at DESC LIMIT 1) AS r
            WHERE a.account = $1""".formatted(READING);
    private static final String ACCOUNTS = """
            SELECT account, stopped_by, changed_at FROM working.kie_account
            WHERE $1::text IS NULL OR account = $1 ORDER BY account""";
    private static final String BETWEEN = """
            (SELECT %1$s FROM ledger.balance_reading r WHERE account = $1 AND read_at < $2
             ORDER BY read_at DESC LIMIT 1)
            UNION ALL
            (SELECT %1$s FROM ledger.balance_reading r WHERE account = $1 AND read_at >= $2 AND read_at < $3
             ORDER BY read_at LIMIT 1)
            UNION ALL
            (SELECT %1$s FROM ledger.balance_reading r WHERE account = $1 AND read_at < $3
             ORDER BY read_at DESC LIMIT 1)""".formatted(READING);

    /**
     * When the figure of a reading came up: the last reading before it with another one, as {@link Reading#unexplained} has it,
     * and the second one with the same, when all that led to it is booked. Readings come twice a minute, so no more of them
     * are looked at than 60 days have.
     */
    private static final String CAME_UP = """
            WITH other AS (
                SELECT account, read_at
                FROM ledger.balance_reading,
                    LATERAL (SELECT bought + taken_before - charged - lost - unexplained - balance AS missing) AS m
                WHERE account = $1 AND read_at < $2::timestamptz AND read_at > $2::timestamptz - interval '60 days'
                    AND CASE WHEN missing > held THEN missing - held ELSE least(missing + since, 0) END <> $3
                ORDER BY read_at DESC LIMIT 1)
            SELECT other.read_at AS after, (
                SELECT max(read_at) FROM (
                    SELECT r.read_at FROM ledger.balance_reading r
                    WHERE r.account = other.account AND r.read_at > other.read_at
                    ORDER BY r.read_at LIMIT 2) AS first_two) AS by
            FROM other""";

    /** When what is unexplained can have been taken. */
    record Between(Instant after, Instant by) {}

    /**
     * A Kie account.
     *
     * @param stoppedBy the reason; null where it is not stopped
     */
    record Account(String name, String stoppedBy, Instant changedAt) {}

    private final Pool pool;

    PgBalances(Pool pool) {
        this.pool = pool;
    }

    /** The newest of the account, beside what operators booked up to now; null where there is none. */
    Uni<Reading> newest(String account) {
        return pool.preparedQuery(NEWEST)
                .execute(Tuple.of(account))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row ->
                                reading(row).with(credits(row, "bought_by_now"), credits(row, "unexplained_by_now")))
                        .findFirst()
                        .orElse(null));
    }

    /** All accounts, or the one that is named. */
    Uni<List<Account>> accounts(String name) {
        return pool.preparedQuery(ACCOUNTS)
                .execute(Tuple.of(name))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Account(
                                row.getString("account"),
                                row.getString("stopped_by"),
                                instant(row.getOffsetDateTime("changed_at"))))
                        .toList());
    }

    /**
     * The reading that opens the time and the one that closes it: the last before it, or else the first in it; and the last
     * in it. Empty where there is none.
     */
    Uni<List<Reading>> openingAndClosing(String account, Instant from, Instant until) {
        return pool.preparedQuery(BETWEEN)
                .execute(Tuple.of(account, from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    List<Reading> readings = StreamSupport.stream(rows.spliterator(), false)
                            .map(PgBalances::reading)
                            .sorted(Comparator.comparing(Reading::readAt))
                            .toList();
                    return readings.isEmpty() ? readings : List.of(readings.getFirst(), readings.getLast());
                });
    }

    /** When the figure that the reading shows came up; null where it is older than can be told. */
    Uni<Between> cameUp(Reading reading) {
        return pool.preparedQuery(CAME_UP)
                .execute(Tuple.of(
                        reading.account(),
                        reading.readAt().atOffset(ZoneOffset.UTC),
                        reading.unexplained().amount()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Between(
                                instant(row.getOffsetDateTime("after")), instant(row.getOffsetDateTime("by"))))
                        .findFirst()
                        .orElse(null));
    }

    private static Reading reading(Row row) {
        return new Reading(
                row.getString("account"),
                row.getOffsetDateTime("read_at").toInstant(),
                credits(row, "balance"),
                new AccountSums(
                        credits(row, "bought"),
                        credits(row, "taken_before"),
                        credits(row, "charged"),
                        credits(row, "lost"),
                        credits(row, "unexplained")),
                credits(row, "held"),
                credits(row, "since"));
    }

    private static Credits credits(Row row, String column) {
        return Credits.of(row.getBigDecimal(column));
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
