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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
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
    private static final String JOURNAL = "applied_event";

    /** In an order that references allow. */
    private static final List<String> LEDGER = List.of(JOURNAL, "task", "booking", "entry", "balance_reading");

    private static final List<String> KEPT = List.of(
            "daily_usage",
            "kie_account",
            "spend",
            "budgets",
            "threshold_reached",
            "generation",
            "other_task",
            "open_hold",
            "price_check");

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

    private Connection database;
    private KafkaSide kafka;

    @BeforeEach
    void open() throws SQLException {
        database = DriverManager.getConnection(url, user, password);
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
        Map<String, List<String>> lived = rows();
        List<String> balances = balances();
        List<String> sums = sums();
        assertThat(lived.get("entry")).hasSizeGreaterThan(100);

        String copy = elsewhere();
        assertThatThrownBy(() -> command.agrees(copy)).hasMessageContaining("not fresh");
        empty();
        assertThat(rows().get("entry")).isEmpty();
        letASumAgainTakeLong();
        assertThat(command.agrees(copy)).isTrue();

        assertThat(rows()).isEqualTo(lived);
        assertThat(count("working.outbox")).isZero();
        assertThat(balances()).isEqualTo(balances);

        try (Connection source = DriverManager.getConnection(copy)) {
            shuffle(source);
            empty();
            rebuild.rebuild(source);
        }

        assertThat(balances()).isEqualTo(balances);
        assertThat(sums()).isEqualTo(sums);
        assertThat(rows().get("entry")).isNotEqualTo(lived.get("entry"));
    }

    @Test
    void refusesAJournalThatLacksWhatAnEarlierVersionApplied() throws SQLException {
        empty();
        String earlier = migrated("earlier");
        try (Connection journal = DriverManager.getConnection(earlier)) {
            execute(
                    journal,
                    "INSERT INTO ledger.applied_event (event_id, source, type, result, occurred_at, applied_at)"
                            + " VALUES ('known', '/kiln/dispatcher', 'GenerationSubmitted', 'noted', now(), now())");
        }

        assertThatThrownBy(() -> command.agrees(earlier)).hasMessageContaining("1 inputs");
    }

    /** As the sums of millions of charges do: refuses where a statement of seconds would be ended. */
    private void letASumAgainTakeLong() throws SQLException {
        execute(
                database,
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
        Awaitility.await().atMost(DEADLINE).until(() -> count("ledger.balance_reading") == 1);
        post("/v1/reconciliation/main/top-ups", """
                {"reference":"invoice","credits":"500","reason":"for the test"}""");
        put("/v1/budgets/harbour", """
                {"timeZone":"Europe/Berlin","budgets":[{"period":"month","limit":"10","hard":false}]}""");
        history.subList(history.size() / 2, history.size()).forEach(kafka::say);
        awaitSettled(history);
        post("/v1/reconciliation/main/unexplained", """
                {"reference":"case","credits":"-2.5","reason":"for the test"}""");
        kafka.say(balance("90000", 2));
        Awaitility.await().atMost(DEADLINE).until(() -> count("ledger.balance_reading") == 2);
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
                .until(() -> count("ledger.applied_event WHERE generation_id IS NOT NULL") == distinct);
    }

    /** By tenant, model and day, by account and task, and what was bought: the order of generations' events must not matter. */
    private List<String> balances() throws SQLException {
        return lines(
                "SELECT concat_ws(' ', tenant, model, day, account, task_id, ledger_account, trim_scale(sum(amount)))"
                        + " FROM ledger.entry GROUP BY tenant, model, day, account, task_id, ledger_account HAVING sum(amount) <> 0"
                        + " ORDER BY 1");
    }

    /** What is kept by day, period and generation; which sums of nothing have a row depends on the order. */
    private List<String> sums() throws SQLException {
        return lines(
                "SELECT concat_ws(' ', tenant, day, model, account, trim_scale(credits), trim_scale(held), generations)"
                        + " FROM working.daily_usage WHERE (credits, held, generations) <> (0, 0, 0)"
                        + " UNION ALL SELECT concat_ws(' ', tenant, model, period, starts, trim_scale(spent))"
                        + " FROM working.spend WHERE spent <> 0"
                        + " UNION ALL SELECT h::text FROM working.open_hold h ORDER BY 1");
    }

    private Map<String, List<String>> rows() throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : LEDGER) {
            rows.put(table, lines("SELECT t::text FROM ledger." + table + " t ORDER BY 1"));
        }
        for (String table : KEPT) {
            rows.put(table, lines("SELECT t::text FROM working." + table + " t ORDER BY 1"));
        }
        return rows;
    }

    /** The address of a copy, of which a rebuild reads the journal and compares the rest. */
    private String elsewhere() throws SQLException {
        String address = migrated("elsewhere");
        try (Connection connection = DriverManager.getConnection(address)) {
            execute(connection, "SET session_replication_role = replica");
            for (String table : LEDGER) {
                for (String row : lines("SELECT row_to_json(t)::text FROM ledger." + table + " t")) {
                    try (var insert = connection.prepareStatement("INSERT INTO ledger." + table
                            + " SELECT * FROM json_populate_record(NULL::ledger." + table + ", ?::json)")) {
                        insert.setString(1, row);
                        insert.executeUpdate();
                    }
                }
            }
        }
        return address;
    }

    /** The address of a database of its own. */
    private String migrated(String name) throws SQLException {
        execute(database, "CREATE DATABASE " + name);
        String address = url.replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1");
        Flyway.configure()
                .dataSource(address, user, password)
                .locations("db/migration")
                .defaultSchema("public")
                .load()
                .migrate();
        return address + "?user=" + user + "&password=" + password;
    }

    /**
     * Another order of the generations' events, each booking of its own, so that numbers stay unique. What was said of accounts,
     * booked by hand and set as budgets comes after them, in its own order, on which balances depend.
     */
    private static void shuffle(Connection journal) throws SQLException {
        execute(
                journal,
                "ALTER TABLE ledger.applied_event DISABLE TRIGGER append_only",
                "UPDATE ledger.applied_event e SET number = s.place FROM (SELECT event_id,"
                        + " row_number() OVER (ORDER BY md5(event_id)) AS place FROM ledger.applied_event) AS s"
                        + " WHERE s.event_id = e.event_id AND e.generation_id IS NOT NULL",
                "UPDATE ledger.applied_event SET number = number + 1000000 WHERE generation_id IS NULL");
    }

    private void empty() throws SQLException {
        for (String table : LEDGER) {
            execute(database, "ALTER TABLE ledger." + table + " DISABLE TRIGGER append_only");
        }
        execute(database, "TRUNCATE ledger." + String.join(", ledger.", LEDGER) + " CASCADE");
        execute(database, "TRUNCATE working." + String.join(", working.", KEPT) + ", working.outbox");
        for (String table : LEDGER) {
            execute(database, "ALTER TABLE ledger." + table + " ENABLE TRIGGER append_only");
        }
    }

    private long count(String from) throws SQLException {
        return Long.parseLong(lines("SELECT count(*) FROM " + from).getFirst());
    }

    private List<String> lines(String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
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
