package dev.kiln.billing.reconcile.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.KafkaSide;
import dev.kiln.billing.ledger.Steps;
import dev.kiln.contract.BalanceRead;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of a time that began after a drift, or ended before now. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class ReconciliationPeriodsResourceTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String ADA = "Bearer ada-test-key";
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    private final String account = "p-" + UUID.randomUUID().toString().substring(0, 8);
    private int readings;

    @Inject
    DataSource dataSource;

    private KafkaSide kafka;

    @BeforeEach
    void open() {
        kafka = new KafkaSide();
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void suggestsATopUpOnlyUntilItIsBooked() {
        read("1000", noonOf(TODAY.minusDays(3)));
        read("3000", noonOf(TODAY.minusDays(2)));
        assertThat(walk(TODAY).getString("suggestedTopUp")).isEqualTo("2000");

        topUp("2000");

        assertThat(walk(TODAY).getString("suggestedTopUp")).isNull();
    }

    @Test
    void suggestsNoTopUpForATimeThatALaterBalanceFollows() {
        read("1000", noonOf(TODAY.minusDays(3)));
        read("3000", noonOf(TODAY.minusDays(2)));
        topUp("2000");
        read("3000", noonOf(TODAY.minusDays(1)));

        JsonPath then = walk(TODAY.minusDays(2));
        assertThat(then.getString("closing.credits")).isEqualTo("3000");
        assertThat(then.getString("unexplained")).as("as it showed then").isEqualTo("-2000");
        assertThat(then.getString("suggestedTopUp")).isNull();
    }

    @Test
    void namesWhatADriftMayHaveGoneToWhenItIsAskedForDaysLater() {
        Steps guilty = Steps.of("reconciled", "kling/v2-1-pro").onAccount(account);
        Steps later = Steps.of("reconciled", "kling/v2-1-pro").onAccount(account);
        read("1000", noonOf(TODAY.minusDays(1)));
        kafka.say(guilty.submitted(2, "10"), guilty.failedAssumed(3));
        awaitEnd(guilty);
        read("994", Instant.now());
        read("994", Instant.now());
        kafka.say(later.submitted(2, "10"), later.failedAssumed(3));
        awaitEnd(later);
        read("994", noonOf(TODAY.plusDays(1)));
        read("994", noonOf(TODAY.plusDays(2)));

        JsonPath walk = walk(TODAY.plusDays(2));

        assertThat(walk.getString("unexplained")).isEqualTo("6");
        assertThat(walk.getString("difference")).isEqualTo("0");
        assertThat(walk.getList("explanations.generationId", String.class)).containsExactly(guilty.generationId());
    }

    private static Instant noonOf(LocalDate day) {
        return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    private void read(String balance, Instant at) {
        BalanceRead read = new BalanceRead(account, Credits.of(balance), at);
        kafka.say(new Envelope(account + "." + ++readings, Envelope.DISPATCHER, at, null, read));
        awaitRow("SELECT count(*) FROM ledger.balance_reading WHERE account = '%s'", Integer.toString(readings));
    }

    private void topUp(String credits) {
        given().header("Authorization", ADA)
                .contentType("application/json")
                .body(Map.of("reference", "invoice", "credits", credits, "reason", "for the test"))
                .post("/v1/reconciliation/" + account + "/top-ups")
                .then()
                .statusCode(200);
    }

    /** Of the one day. */
    private JsonPath walk(LocalDate day) {
        return given().header("Authorization", ADA)
                .get("/v1/reconciliation?account=" + account + "&from=" + day + "&to=" + day)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .setRootPath("accounts[0]");
    }

    private void awaitEnd(Steps generation) {
        awaitRow(
                "SELECT max(sequence) FROM ledger.applied_event WHERE generation_id = '" + generation.generationId()
                        + "'",
                "3");
    }

    private void awaitRow(String sql, String value) {
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(first(sql.formatted(account))).isEqualTo(value));
    }

    private String first(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
