package dev.kiln.billing.ledger.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.journal.adapter.JournalOrder;
import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.billing.ledger.Steps;
import dev.kiln.contract.BalanceRead;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class PgReadingsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private static final List<String> FILL = List.of("""
            INSERT INTO working.kie_account (account, charged, lost, read_at) VALUES ('late', 70, 5, '2026-11-01')""", """
            INSERT INTO ledger.applied_event
            SELECT 'late.' || n, '/late', 'late', 'late-' || n, 1, 'booked', now(), now()
            FROM generate_series(1, %1$d) AS n""", """
            WITH booked AS (INSERT INTO ledger.booking
            SELECT 3000000000 + n, 'late.' || n, 'late-' || n, 1, 't', 'm', NULL, 'r', now(), '2026-11-20'
            FROM generate_series(1, %1$d) AS n)
            INSERT INTO ledger.entry
            SELECT 3000000000 + n, line, CASE line WHEN 1 THEN 'holds' ELSE 'holds-contra' END, 'late-' || n, 'other',
                   1, NULL, date '2026-11-20', 3 - 2 * line, 't', 'm'
            FROM generate_series(1, %1$d) AS n, generate_series(1, 2) AS line""");

    @Inject
    Mutiny.SessionFactory sessions;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    PgLedger ledger;

    @Inject
    DataSource dataSource;

    @Test
    void whatWasBookedSinceIsFoundByItsTimeEvenInAYoungTable() {
        String sql = PgReadings.SINCE
                .replace(":readAt", "now()")
                .replace(":most", "10")
                .replace(":account", "'late'");

        List<String> plan = pool.query("EXPLAIN " + sql)
                .mapping(row -> row.getString(0))
                .execute()
                .map(rows -> rows.stream().toList())
                .await()
                .atMost(PATIENCE);

        assertThat(plan)
                .anySatisfy(line -> assertThat(line).contains("booking_since on booking"))
                .noneSatisfy(line -> assertThat(line).contains("Seq Scan"));
    }

    @Test
    void whatABacklogHasBookedSinceIsAddedUpOnlyWhereItIsLittle() {
        assertThat(sinceAfter(1_000)).isEqualByComparingTo("0");
        assertThat(sinceAfter(20_000)).as("all that was ever booked").isEqualByComparingTo("75");
    }

    /** Kie took 7 from the start; the correction says so only after the balance was read. */
    @Test
    void aCorrectionDownwardsSinceTheReadingShowsNoSurplus() {
        Steps steps = Steps.of("pg-tests", "kling/v2-1-pro").onAccount("corrected");
        apply(List.of(), reading("corrected", "corrected.1", "1000", Steps.SUBMITTED));
        apply(List.of(input(steps.succeeded(3, "10"))));
        Instant readAt = Instant.now();
        apply(List.of(input(steps.succeeded(4, "7"))));

        apply(List.of(), reading("corrected", "corrected.2", "993", readAt));

        String sql = "SELECT trim_scale(charged) || ' ' || trim_scale(since) FROM ledger.balance_reading"
                + " WHERE event_id = 'corrected.2'";
        assertThat(new LedgerTables(dataSource).lines(sql)).containsExactly("7 0");
    }

    @Test
    void anOpeningHasWhatAFurtherTaskTookBeforeItWheneverThatIsFound() {
        Instant createdAt = Steps.SUBMITTED;

        apply(List.of(), reading("found-later", "found-later", "992", createdAt.plusSeconds(1)));
        apply(List.of(foundOn("found-later")));
        apply(List.of(foundOn("found-earlier")));
        apply(List.of(), reading("found-earlier", "found-earlier", "992", createdAt.plusSeconds(1)));
        apply(List.of(), reading("opened-earlier", "opened-earlier", "1000", createdAt.minusSeconds(1)));
        apply(List.of(foundOn("opened-earlier")));

        String sql = "SELECT concat_ws(' ', account, ledger_account, trim_scale(sum(amount))) FROM ledger.entry"
                + " WHERE account IN ('found-later', 'found-earlier', 'opened-earlier')"
                + " AND ledger_account IN ('bought', 'prepaid') GROUP BY account, ledger_account";
        assertThat(new LedgerTables(dataSource).lines(sql))
                .containsExactly(
                        "found-earlier bought -1000",
                        "found-earlier prepaid 992",
                        "found-later bought -1000",
                        "found-later prepaid 992",
                        "opened-earlier bought -1000",
                        "opened-earlier prepaid 992");
    }

    @Test
    void aReadingComesAfterAllThatHasALowerNumber() throws SQLException {
        LedgerTables tables = new LedgerTables(dataSource);
        CompletableFuture<?> reading;
        try (Connection batch = dataSource.getConnection()) {
            batch.setAutoCommit(false);
            batch.createStatement().execute(JournalOrder.BESIDE_OTHERS);
            reading = ledger.apply(List.of(), List.of(reading("waiting")), List.of())
                    .subscribeAsCompletionStage();

            await().atMost(PATIENCE)
                    .until(() -> tables.lines("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                                    .size()
                            == 1);
            assertThat(reading).isNotDone();
            batch.rollback();
        }
        assertThat(reading).succeedsWithin(PATIENCE);
    }

    private static Envelope reading(String account) {
        return reading(account, account, "1000", Instant.parse("2026-11-10T00:00:00Z"));
    }

    private static Envelope reading(String account, String id, String balance, Instant readAt) {
        BalanceRead read = new BalanceRead(account, Credits.of(balance), readAt);
        return new Envelope(id, Envelope.DISPATCHER, NOW, null, read);
    }

    /** Three days after the task was created. */
    private static LedgerInput foundOn(String account) {
        Steps steps = Steps.of("pg-tests", "kling/v2-1-pro").onAccount(account);
        return input(steps.foundBesides("8", Steps.SUBMITTED.plus(Duration.ofDays(3))));
    }

    private static LedgerInput input(Envelope envelope) {
        return LedgerInput.of(envelope).orElseThrow();
    }

    private void apply(List<LedgerInput> events, Envelope... readings) {
        ledger.apply(events, List.of(readings), List.of()).await().atMost(PATIENCE);
    }

    /** In a transaction that is rolled back: nothing stays booked. */
    private BigDecimal sinceAfter(int bookings) {
        return new FreshContext(vertx)
                .run(() -> sessions.withTransaction((session, transaction) -> {
                    transaction.markForRollback();
                    return filled(session, bookings, 0)
                            .chain(() -> new PgReadings(session, NOW).applyAlone(List.of(reading("late"))))
                            .chain(() -> session.createNativeQuery(
                                            "SELECT since FROM ledger.balance_reading WHERE event_id = 'late'",
                                            BigDecimal.class)
                                    .getSingleResult());
                }))
                .await()
                .atMost(PATIENCE);
    }

    private static Uni<Void> filled(Mutiny.Session session, int bookings, int next) {
        return next == FILL.size()
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery(FILL.get(next).formatted(bookings))
                        .executeUpdate()
                        .chain(() -> filled(session, bookings, next + 1));
    }
}
