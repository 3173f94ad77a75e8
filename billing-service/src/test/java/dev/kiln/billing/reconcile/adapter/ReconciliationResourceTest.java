package dev.kiln.billing.reconcile.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.KafkaSide;
import dev.kiln.billing.ledger.Steps;
import dev.kiln.contract.AccountEvent;
import dev.kiln.contract.AccountResumed;
import dev.kiln.contract.AccountStopped;
import dev.kiln.contract.BalanceRead;
import dev.kiln.contract.Cause;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URL;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class ReconciliationResourceTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String ADA = "Bearer ada-test-key";
    private static final String MODEL = "kling/v2-1-pro";

    private final String account = "a-" + UUID.randomUUID().toString().substring(0, 8);
    private int readings;

    @Inject
    DataSource dataSource;

    @Inject
    ReconciliationTimer timer;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

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
    void walksFromTheOpeningBalanceToTheClosingOne() throws SQLException {
        read("1000");
        Steps done = onAccount();
        kafka.say(done.submitted(2, "10"), done.succeeded(3, "2.8"));
        awaitSum("charged", "2.8");
        topUp("invoice-1", "500").then().statusCode(200).body("outcome", equalTo("booked"));
        read("1497.2");

        JsonPath walk = walk();
        assertThat(walk.getString("opening.credits")).isEqualTo("1000");
        assertThat(walk.getString("charges")).isEqualTo("2.8");
        assertThat(walk.getString("topUps")).isEqualTo("500");
        assertThat(walk.getString("expected")).isEqualTo("1497.2");
        assertThat(walk.getString("closing.credits")).isEqualTo("1497.2");
        assertThat(walk.getString("difference")).isEqualTo("0");
        assertThat(walk.getString("unexplained")).isEqualTo("0");
        assertThat(walk.getList("explanations")).isNull();
        assertThat(prepaid()).isEqualTo("1497.2");
    }

    @Test
    void explainsWithWhatIsInFlightAndNoMore() {
        read("1000");
        kafka.say(onAccount().submitted(2, "10"));
        awaitSum("held", "10");

        read("990");
        assertThat(walk().getString("unexplained")).isEqualTo("0");
        assertThat(walk().getString("heldAtClose")).isEqualTo("10");

        read("989.999");
        assertThat(walk().getString("unexplained")).isEqualTo("0.001");
    }

    @Test
    void findsADriftOfOneCreditAndNamesWhatItMayHaveGoneToWeakestFirst() {
        read("1000");
        Steps reported = onAccount();
        Steps silent = onAccount();
        kafka.say(silent.submitted(2, "10"), silent.failedAssumed(3));
        kafka.say(reported.submitted(2, "10"), reported.succeeded(3, "5"));
        awaitSum("charged", "5");
        awaitSum("held", "0");

        read("994");
        timer.compare().await().atMost(DEADLINE);
        read("994");
        timer.compare().await().atMost(DEADLINE);

        JsonPath walk = walk();
        assertThat(walk.getString("unexplained")).isEqualTo("1");
        assertThat(walk.getString("difference")).isEqualTo("1");
        assertThat(walk.getList("explanations.generationId", String.class))
                .containsExactly(silent.generationId(), reported.generationId());
        assertThat(walk.getList("explanations.basis", String.class)).containsExactly("assumed", "reported");
        assertThat(metric("kiln_billing_unexplained_credits{account=\"" + account + "\""))
                .isEqualTo("1.0");
        assertThat(Double.parseDouble(metric("kiln_billing_reconciliation_alarms_total")))
                .isPositive();
    }

    @Test
    void stopsTheAlarmOnceAnOperatorBooksWhatNobodyCanExplain() {
        read("1000");
        read("999");
        timer.compare().await().atMost(DEADLINE);
        assertThat(metric("kiln_billing_unexplained_credits{account=\"" + account + "\""))
                .isEqualTo("1.0");

        post(account, "unexplained", "case-7", "1").then().statusCode(200);
        timer.compare().await().atMost(DEADLINE);

        assertThat(metric("kiln_billing_unexplained_credits{account=\"" + account + "\""))
                .isEqualTo("0.0");
        read("999");
        assertThat(walk().getString("unexplained")).isEqualTo("0");
        assertThat(walk().getString("bookedUnexplained")).isEqualTo("1");
    }

    /** Its name is the first of all, so that it is compared before the others. */
    @Test
    void comparesTheOthersWhereTheSumsOfOneAccountAreNoCreditsAnyMore() throws SQLException {
        read("1000");
        String huge = "0-" + account;
        kafka.say(said(new BalanceRead(huge, Credits.ZERO, Instant.now())));
        awaitCount("ledger.balance_reading WHERE account = '" + huge + "'", 1);
        execute("UPDATE working.kie_account SET bought = 100000000000 WHERE account = '" + huge + "'");
        kafka.say(said(new BalanceRead(huge, Credits.ZERO, Instant.now())));
        awaitCount("ledger.balance_reading WHERE account = '" + huge + "'", 2);
        read("999");

        timer.compare().await().atMost(DEADLINE);

        assertThat(metric("kiln_billing_unexplained_credits{account=\"" + account + "\""))
                .isEqualTo("1.0");
        given().header("Authorization", ADA)
                .get("/v1/reconciliation")
                .then()
                .statusCode(200)
                .body("accounts.account", hasItems(huge, account));
    }

    @Test
    void suggestsATopUpWhenTheBalanceJumps() {
        read("1000");
        read("3000");

        assertThat(walk().getString("suggestedTopUp")).isEqualTo("2000");
        assertThat(walk().getString("unexplained")).isEqualTo("-2000");
    }

    @Test
    void appliesAReadingOnceAndNoneThatIsOlder() throws SQLException {
        Envelope first = reading("1000", Instant.parse("2026-11-23T10:00:00Z"));
        Envelope newer = reading("900", Instant.parse("2026-11-23T12:00:00Z"));
        Envelope older = reading("950", Instant.parse("2026-11-23T11:00:00Z"));
        kafka.say(first, first, newer, older, newer);

        awaitCount("ledger.applied_event WHERE event_id LIKE '" + account + ".%'", 3);
        assertThat(lines("SELECT trim_scale(balance) FROM ledger.balance_reading WHERE account = '" + account
                        + "' ORDER BY read_at"))
                .containsExactly("1000", "900");
        assertThat(prepaid()).isEqualTo("1000");
    }

    @Test
    void opensAnAccountThatWasChargedBeforeItWasRead() throws SQLException {
        kafka.say(onAccount().succeeded(3, "7"));
        awaitSum("charged", "7");

        readAt("93", Instant.now());

        assertThat(walk().getString("unexplained")).isEqualTo("0");
        assertThat(prepaid()).isEqualTo("93");
        assertThat(bought()).isEqualTo("100");
    }

    /** As after an outage: what the balance has lost already is booked when its turn comes. */
    @Test
    void opensAnAccountBeforeABacklogOfItsChargesIsBooked() throws SQLException {
        Steps before = onAccount();
        Steps after = onAccount();
        readAt("93", Steps.COMPLETED.plusSeconds(1));

        kafka.say(before.succeeded(3, "6.5"), after.succeeded(3, "4", Steps.COMPLETED.plusSeconds(2)));
        awaitSum("charged", "10.5");
        kafka.say(before.succeeded(4, "7"));
        awaitSum("charged", "11");

        assertThat(bought()).isEqualTo("100");
        assertThat(prepaid()).isEqualTo("89");
        topUp("invoice-1", "500").then().body("outcome", equalTo("booked"));
        readAt("589", Instant.now());

        JsonPath walk = walk();
        assertThat(walk.getString("opening.credits")).isEqualTo("93");
        assertThat(walk.getString("topUps")).isEqualTo("500");
        assertThat(walk.getString("takenBeforeFirstReading")).isEqualTo("7");
        assertThat(walk.getString("charges")).isEqualTo("11");
        assertThat(walk.getString("expected")).isEqualTo("589");
        assertThat(walk.getString("difference")).isEqualTo("0");
        assertThat(walk.getString("unexplained")).isEqualTo("0");
    }

    @Test
    void opensAnAccountWithNothingBeforeABacklogIsBooked() throws SQLException {
        readAt("0", Steps.COMPLETED);
        assertThat(lines("SELECT 1 FROM ledger.entry WHERE account = '" + account + "'"))
                .isEmpty();

        kafka.say(onAccount().succeeded(3, "7"));
        awaitSum("charged", "7");
        kafka.say(onAccount().succeeded(3, "3"));
        awaitSum("charged", "10");

        assertThat(bought()).isEqualTo("10");
        assertThat(prepaid()).isEqualTo("0");
    }

    @Test
    void booksATopUpOnceByItsReferenceAndKeepsWhoSaidSo() throws SQLException {
        topUp("invoice-1", "500").then().body("outcome", equalTo("booked"));
        topUp("invoice-1", "500").then().statusCode(200).body("outcome", equalTo("repeated"));
        topUp("invoice-1", "501").then().statusCode(409).body("type", equalTo("urn:kiln:problem:reference-taken"));

        assertThat(prepaid()).isEqualTo("500");
        assertThat(lines("SELECT operator || ' ' || data FROM ledger.applied_event WHERE event_id = 'top-up." + account
                        + ".invoice-1'"))
                .containsExactly("ada {\"account\":\"" + account
                        + "\",\"reference\":\"invoice-1\",\"credits\":\"500\",\"reason\":\"for the test\"}");
    }

    /** Both have the id top-up.(account).eu.7. */
    @Test
    void takesNoTopUpOfAnotherAccountForTheSame() throws SQLException {
        topUpOf(account + ".eu", "7", "500").then().body("outcome", equalTo("booked"));
        topUp("eu.7", "500").then().statusCode(409).body("type", equalTo("urn:kiln:problem:reference-taken"));

        topUp("eu-7", "500").then().body("outcome", equalTo("booked"));
        assertThat(prepaid()).isEqualTo("500");
    }

    @Test
    void tellsWhatStoppedAnAccountUntilItIsResumed() {
        Instant at = Instant.parse("2026-11-23T10:00:00Z");
        read("0");
        kafka.say(said(new AccountStopped(account, new Cause(Reason.INSUFFICIENT_CREDITS, "for the test"), at)));
        await().atMost(DEADLINE).until(() -> Reason.INSUFFICIENT_CREDITS.equals(walk().getString("stoppedBy")));
        assertThat(walk().getString("stoppedAt")).isEqualTo("2026-11-23T10:00:00Z");

        kafka.say(said(new AccountResumed(account, at.plusSeconds(60))));
        await().atMost(DEADLINE).until(() -> walk().getString("stoppedBy") == null);
    }

    private Steps onAccount() {
        return Steps.of("reconciled", MODEL).onAccount(account);
    }

    /** Says the balance as read now, the first as read before anything was charged, and waits until it is applied. */
    private void read(String balance) {
        readAt(balance, readings == 0 ? Steps.SUBMITTED.minusSeconds(3600) : Instant.now());
    }

    private void readAt(String balance, Instant at) {
        kafka.say(reading(balance, at));
        awaitCount("ledger.balance_reading WHERE account = '" + account + "'", readings);
    }

    private Envelope reading(String balance, Instant at) {
        readings++;
        return said(new BalanceRead(account, Credits.of(balance), at));
    }

    private Envelope said(AccountEvent event) {
        return new Envelope(account + "." + UUID.randomUUID(), Envelope.DISPATCHER, Instant.now(), null, event);
    }

    private void awaitSum(String column, String credits) {
        await().atMost(DEADLINE)
                .until(() -> lines("SELECT trim_scale(" + column + ") FROM working.kie_account WHERE account = '"
                                + account + "'")
                        .equals(List.of(credits)));
    }

    private void awaitCount(String from, int count) {
        await().atMost(DEADLINE)
                .until(() -> lines("SELECT count(*) FROM " + from).equals(List.of(Integer.toString(count))));
    }

    /** The balance of the ledger's own account for what is prepaid. */
    private String prepaid() throws SQLException {
        return lines("SELECT trim_scale(sum(amount)) FROM ledger.entry WHERE ledger_account = 'prepaid' AND account = '"
                        + account + "'")
                .getFirst();
    }

    private String bought() throws SQLException {
        return lines("SELECT trim_scale(-sum(amount)) FROM ledger.entry WHERE ledger_account = 'bought' AND account = '"
                        + account + "'")
                .getFirst();
    }

    private JsonPath walk() {
        return given().header("Authorization", ADA)
                .get("/v1/reconciliation?account=" + account)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .setRootPath("accounts[0]");
    }

    private Response topUp(String reference, String credits) {
        return topUpOf(account, reference, credits);
    }

    private static Response topUpOf(String account, String reference, String credits) {
        return post(account, "top-ups", reference, credits);
    }

    private static Response post(String account, String path, String reference, String credits) {
        return given().header("Authorization", ADA)
                .contentType("application/json")
                .body(Map.of("reference", reference, "credits", credits, "reason", "for the test"))
                .post("/v1/reconciliation/" + account + "/" + path);
    }

    private String metric(String start) {
        return given().get(metrics)
                .asString()
                .lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> lines(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }
}
