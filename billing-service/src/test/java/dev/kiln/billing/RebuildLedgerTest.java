package dev.kiln.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.ledger.RandomHistory;
import dev.kiln.billing.ledger.Steps;
import dev.kiln.contract.BalanceRead;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A ledger that took a history by topic and by hand, with duplicates, disorder, corrections and late truth, is built again:
 * its journal is taken to another database, its own tables are emptied, and then it reads the journal.
 */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
@TestProfile(RebuildLedgerTest.Alone.class)
class RebuildLedgerTest {

    /** A database of its own. */
    public static final class Alone implements QuarkusTestProfile {}

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Inject
    RebuildLedger rebuild;

    @Inject
    RebuildCommand command;

    private LedgerDatabase database;
    private KafkaSide kafka;

    @BeforeEach
    void open() throws SQLException {
        database = new LedgerDatabase(url, user, password);
        kafka = new KafkaSide();
    }

    @AfterEach
    void close() throws SQLException {
        kafka.close();
        database.close();
    }

    @Test
    void leadsToTheSameRowsInTheSameOrderAndToTheSameBalancesInAnother() throws SQLException {
        live();
        Map<String, List<String>> lived = database.rows();
        List<String> balances = database.balances();
        List<String> sums = database.sums();
        assertThat(lived.get("entry")).hasSizeGreaterThan(100);

        String copy = database.elsewhere();
        assertThatThrownBy(() -> command.agrees(copy)).hasMessageContaining("not fresh");
        database.empty();
        assertThat(database.rows().get("entry")).isEmpty();
        letASumAgainTakeLong();
        assertThat(command.agrees(copy)).isTrue();

        assertThat(database.rows()).isEqualTo(lived);
        assertThat(database.count("working.outbox")).isZero();
        assertThat(database.balances()).isEqualTo(balances);

        try (Connection source = DriverManager.getConnection(copy)) {
            LedgerDatabase.shuffle(source);
            database.empty();
            rebuild.rebuild(source);
        }

        assertThat(database.balances()).isEqualTo(balances);
        assertThat(database.sums()).isEqualTo(sums);
        assertThat(database.rows().get("entry")).isNotEqualTo(lived.get("entry"));
    }

    @Test
    void refusesAJournalThatLacksWhatAnEarlierVersionApplied() throws SQLException {
        database.empty();
        String earlier = database.migrated("earlier");
        try (Connection journal = DriverManager.getConnection(earlier)) {
            PlainSql.execute(
                    journal,
                    "INSERT INTO ledger.applied_event (event_id, source, type, result, occurred_at, applied_at)"
                            + " VALUES ('known', '/kiln/dispatcher', 'GenerationSubmitted', 'noted', now(), now())");
        }

        assertThatThrownBy(() -> command.agrees(earlier)).hasMessageContaining("1 inputs");
    }

    /** As the sums of millions of charges do: refuses where a statement of seconds would be ended. */
    private void letASumAgainTakeLong() throws SQLException {
        database.execute(
                """
                CREATE FUNCTION public.take_long() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF current_setting('statement_timeout')::interval < interval '30 s' THEN
                        RAISE EXCEPTION 'no patience';
                    END IF;
                    RETURN NULL;
                END $$""",
                "CREATE TRIGGER take_long BEFORE DELETE ON working.spend"
                        + " FOR EACH STATEMENT EXECUTE FUNCTION public.take_long()");
    }

    /** A history as topics deliver it, and what operators did meanwhile. */
    private void live() {
        List<Envelope> history = new ArrayList<>();
        for (int seed = 1000; seed < 1040; seed++) {
            List<Envelope> one = RandomHistory.of(seed);
            history.addAll(one);
            history.addAll(one.subList(0, one.size() / 2));
        }
        Collections.shuffle(history, new Random(7));
        put("/v1/budgets/harbour", """
                {"timeZone":"Asia/Tokyo","budgets":[{"period":"total","limit":"1000","hard":true}]}""");
        history.subList(0, history.size() / 2).forEach(kafka::say);
        awaitSettled(history.subList(0, history.size() / 2));
        kafka.say(balance("100000", 1));
        Awaitility.await().atMost(DEADLINE).until(() -> database.count("ledger.balance_reading") == 1);
        post("/v1/reconciliation/main/top-ups", """
                {"reference":"invoice","credits":"500","reason":"for the test"}""");
        put("/v1/budgets/harbour", """
                {"timeZone":"Europe/Berlin","budgets":[{"period":"month","limit":"10","hard":false}]}""");
        history.subList(history.size() / 2, history.size()).forEach(kafka::say);
        awaitSettled(history);
        post("/v1/reconciliation/main/unexplained", """
                {"reference":"case","credits":"-2.5","reason":"for the test"}""");
        kafka.say(balance("90000", 2));
        Awaitility.await().atMost(DEADLINE).until(() -> database.count("ledger.balance_reading") == 2);
    }

    private static Envelope balance(String credits, int number) {
        return new Envelope(
                "main.balance." + number,
                Envelope.DISPATCHER,
                Steps.COMPLETED,
                null,
                new BalanceRead(
                        "main",
                        Credits.of(credits),
                        Instant.parse("2026-11-23T10:00:00Z").plusSeconds(number)));
    }

    /** All of it is applied: each event once, and no record of the topics is left. */
    private void awaitSettled(List<Envelope> said) {
        long distinct = said.stream().map(Envelope::id).distinct().count();
        Awaitility.await()
                .atMost(DEADLINE)
                .until(() -> database.count("ledger.applied_event WHERE generation_id IS NOT NULL") == distinct);
    }

    private static void put(String path, String body) {
        RestAssured.given()
                .header("Authorization", "Bearer ada-test-key")
                .contentType("application/json")
                .body(body)
                .put(path)
                .then()
                .statusCode(200);
    }

    private static void post(String path, String body) {
        RestAssured.given()
                .header("Authorization", "Bearer ada-test-key")
                .contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(200);
    }
}
