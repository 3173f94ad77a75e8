package dev.kiln.billing.budget.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.KafkaSide;
import dev.kiln.billing.ledger.Steps;
import dev.kiln.contract.BudgetThresholdReached;
import dev.kiln.contract.BudgetsSet;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
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
class BudgetsResourceTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String ADA = "Bearer ada-test-key";
    private static final String MODEL = "kling/v2-1-pro";

    private final String tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);

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
    void replacesAllBudgetsAndPublishesThemWhole() {
        long before = System.currentTimeMillis();
        long first = revision(put(body("UTC", budget(null, "month", "100", true), budget(MODEL, "day", "10", false))));
        assertThat(first).as("rises over a restore, too").isGreaterThanOrEqualTo(before);
        Response answer = put(body("Europe/Berlin", budget(null, "day", "12.5", true)));
        long second = revision(answer);
        assertThat(second).isGreaterThan(first);
        answer.then()
                .body("timeZone", equalTo("Europe/Berlin"))
                .body("setBy", equalTo("ada"))
                .body("budgets.size()", equalTo(1))
                .body("budgets[0].limit", equalTo("12.5"))
                .body("budgets[0].remaining", equalTo("12.5"));

        List<Envelope> said = said(Topic.BILLING_BUDGETS, 2);
        assertThat(said)
                .extracting(Envelope::id)
                .containsExactly("budgets." + tenant + "." + first, "budgets." + tenant + "." + second);
        BudgetsSet last = (BudgetsSet) said.getLast().event();
        assertThat(last.revision()).isEqualTo(second);
        assertThat(last.budgets())
                .singleElement()
                .satisfies(budget -> assertThat(budget.hard()).isTrue());
    }

    @Test
    void keepsWhoSetWhatAndWhenForEver() throws SQLException {
        long first = revision(put(body("UTC", budget(null, "total", "100", true))));
        long second = revision(put(body("UTC")));

        assertThat(lines("SELECT event_id || ' ' || operator || ' ' || (applied_at <= now()) || ' ' || (data::json"
                        + " ->> 'budgets') FROM ledger.applied_event WHERE tenant = '" + tenant + "' ORDER BY number"))
                .containsExactly(
                        "budgets." + tenant + "." + first
                                + " ada true [{\"period\":\"total\",\"limit\":\"100\",\"hard\":true}]",
                        "budgets." + tenant + "." + second + " ada true []");
    }

    /** As after a restore, when the dispatcher knows a later setting than the ledger does. */
    @Test
    void publishesTheSameThatIsSetAgainAndSaysItsThresholdsOnce() {
        kafka.say(Steps.of(tenant, MODEL).succeeded(3, "10"));
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(lines("SELECT trim_scale(spent) FROM working.spend WHERE model = ''"
                                + " AND period = 'total' AND tenant = '" + tenant + "'"))
                        .containsExactly("10"));
        long first = revision(put(body("UTC", budget(null, "total", "12", true))));
        awaitSaid(2);

        long second = revision(put(body("UTC", budget(null, "total", "12", true))));
        long third = revision(put(body("UTC", budget(null, "total", "20", true))));

        assertThat(second).isGreaterThan(first);
        List<Envelope> published = said(Topic.BILLING_BUDGETS, 3);
        assertThat(published)
                .extracting(Envelope::id)
                .containsExactly(
                        "budgets." + tenant + "." + first,
                        "budgets." + tenant + "." + second,
                        "budgets." + tenant + "." + third);
        assertThat(((BudgetsSet) published.get(1).event()).budgets())
                .isEqualTo(((BudgetsSet) published.get(0).event()).budgets());
        assertThat(awaitSaid(3))
                .extracting(Envelope::id)
                .containsExactlyInAnyOrder(
                        "budget." + tenant + ".*.total.1970-01-01.12.50",
                        "budget." + tenant + ".*.total.1970-01-01.12.80",
                        "budget." + tenant + ".*.total.1970-01-01.20.50");
    }

    @Test
    void tellsWhatIsSpentHeldAndLeft() {
        put(body("UTC", budget(null, "total", "100", true), budget("other", "total", "5", true)));
        Steps open = Steps.of(tenant, MODEL);
        Steps done = Steps.of(tenant, MODEL);
        kafka.say(open.submitted(2, "10.5"), done.submitted(2, "10"), done.succeeded(3, "2.8"));

        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(only(ADA).<Map<String, Object>>getList("budgets"))
                        .first()
                        .satisfies(all -> assertThat(all)
                                .containsEntry("spent", "2.8")
                                .containsEntry("held", "10.5")
                                .containsEntry("remaining", "86.7")));
        assertThat(only(ADA).getString("budgets[1].remaining")).isEqualTo("5");
        assertThat(only(ADA).getString("budgets[0].resetsAt")).isNull();
    }

    /** As the dispatcher counts it in its limits. */
    @Test
    void countsAHoldInThePeriodInWhichItWasSubmitted() {
        Response answer = put(body("Asia/Tokyo", budget(null, "day", "10", true), budget(null, "total", "1000", true)));
        Instant midnight = Instant.parse(answer.jsonPath().getString("budgets[0].resetsAt"))
                .minus(Duration.ofDays(1));
        Steps today = Steps.of(tenant, MODEL).submittedAt(midnight);
        kafka.say(Steps.of(tenant, MODEL).submittedAt(midnight.minusSeconds(1)).submitted(2, "4"));
        kafka.say(today.submitted(2, "3"));
        await().atMost(DEADLINE)
                .untilAsserted(
                        () -> assertThat(only(ADA).getString("budgets[1].held")).isEqualTo("7"));

        assertThat(only(ADA).getString("budgets[0].held")).isEqualTo("3");
        assertThat(only(ADA).getString("budgets[0].remaining")).isEqualTo("7");
        kafka.say(Steps.of(tenant, MODEL).submittedAt(midnight).succeeded(3, "6"));
        BudgetThresholdReached half =
                (BudgetThresholdReached) awaitSaid(1).getFirst().event();
        assertThat(half.held()).isEqualTo(Credits.of("3"));

        kafka.say(today.succeeded(3, "0"));
        await().atMost(DEADLINE)
                .untilAsserted(
                        () -> assertThat(only(ADA).getString("budgets[0].held")).isEqualTo("0"));
    }

    @Test
    void saysEachThresholdOnceAPeriodHoweverTheChargesCome() {
        put(body("UTC", budget(null, "day", "10", true), budget(null, "total", "1000", false)));
        Steps first = Steps.of(tenant, MODEL);
        Steps second = Steps.of(tenant, "flux-kontext-pro");
        Steps third = Steps.of(tenant, MODEL);
        kafka.say(first.succeeded(3, "4.999"));
        kafka.say(second.succeeded(3, "0.001"), second.succeeded(3, "0.001"));
        awaitSaid(1);
        kafka.say(first.succeeded(4, "1"), first.succeeded(5, "6"));
        kafka.say(third.succeeded(3, "900"));

        List<Envelope> said = awaitSaid(5);
        assertThat(said)
                .extracting(Envelope::id)
                .containsExactlyInAnyOrder(
                        "budget." + tenant + ".*.day.2026-11-22.10.50",
                        "budget." + tenant + ".*.day.2026-11-22.10.80",
                        "budget." + tenant + ".*.day.2026-11-22.10.100",
                        "budget." + tenant + ".*.total.1970-01-01.1000.50",
                        "budget." + tenant + ".*.total.1970-01-01.1000.80");
        BudgetThresholdReached half = (BudgetThresholdReached) said.stream()
                .filter(envelope -> envelope.id().endsWith("day.2026-11-22.10.50"))
                .findFirst()
                .orElseThrow()
                .event();
        assertThat(half.spent()).isEqualTo(Credits.of("5"));
        assertThat(half.resetsAt()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
    }

    @Test
    void countsACorrectionInThePeriodOfItsCharge() throws SQLException {
        put(body("Asia/Tokyo"));
        Steps steps = Steps.of(tenant, MODEL);
        kafka.say(
                steps.succeeded(3, "10", Steps.SUBMITTED),
                steps.succeeded(4, "7", Instant.parse("2026-11-30T00:00:00Z")));

        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(lines("SELECT period || ' ' || starts || ' ' || trim_scale(spent)"
                                + " FROM working.spend WHERE model = '' AND tenant = '" + tenant + "' ORDER BY 1"))
                        .containsExactly("day 2026-11-23 7", "month 2026-11-01 7", "total 1970-01-01 7"));
    }

    @Test
    void sumsUpAgainByTheDaysOfANewTimeZoneAndSaysWhatIsPassedAlready() throws SQLException {
        Steps steps = Steps.of(tenant, MODEL);
        kafka.say(steps.succeeded(3, "10", Steps.SUBMITTED));
        String sums = "SELECT period || ' ' || starts || ' ' || trim_scale(spent) FROM working.spend WHERE model = '"
                + MODEL + "' AND tenant = '" + tenant + "' ORDER BY 1";
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(lines(sums)).contains("day 2026-11-22 10"));

        put(body("Asia/Tokyo", budget(null, "total", "12", true), budget(MODEL, "total", "10", true)));

        assertThat(lines(sums)).containsExactly("day 2026-11-23 10", "month 2026-11-01 10", "total 1970-01-01 10");
        assertThat(awaitSaid(5))
                .extracting(Envelope::id)
                .contains(
                        "budget." + tenant + ".*.total.1970-01-01.12.80",
                        "budget." + tenant + "." + MODEL + ".total.1970-01-01.10.100");
    }

    @Test
    void showsATenantItsOwnAndAnOperatorAll() {
        set("studio", body("UTC", budget(null, "month", "100", true)));
        put(body("UTC", budget(null, "month", "100", true)));

        assertThat(tenants("Bearer studio-test-key")).containsExactly("studio");
        assertThat(get("Bearer studio-test-key", "").jsonPath().getString("tenants[0].setBy"))
                .isNull();
        assertThat(tenants(ADA)).contains("studio", tenant);
        get("Bearer studio-test-key", "?tenant=" + tenant)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    private List<Envelope> awaitSaid(int count) {
        return said(Topic.BILLING_CHARGES, count);
    }

    private List<Envelope> said(Topic topic, int count) {
        return kafka.await(topic.qualifiedName(kafka.prefix()), tenant, count).stream()
                .map(record -> kafka.codec().read(record.headers(), record.value()))
                .toList();
    }

    private Response put(String body) {
        return set(tenant, body);
    }

    private static Response set(String tenant, String body) {
        return given().header("Authorization", ADA)
                .contentType("application/json")
                .body(body)
                .put("/v1/budgets/" + tenant);
    }

    private JsonPath only(String authorization) {
        return get(authorization, "?tenant=" + tenant).jsonPath().setRootPath("tenants[0]");
    }

    private static List<String> tenants(String authorization) {
        return get(authorization, "").jsonPath().getList("tenants.tenant");
    }

    private static Response get(String authorization, String query) {
        return given().header("Authorization", authorization).get("/v1/budgets" + query);
    }

    private static String body(String zone, String... budgets) {
        return "{\"timeZone\":\"%s\",\"budgets\":[%s]}".formatted(zone, String.join(",", budgets));
    }

    private static String budget(String model, String period, String limit, boolean hard) {
        String ofModel = model == null ? "" : "\"model\":\"" + model + "\",";
        return "{%s\"period\":\"%s\",\"limit\":\"%s\",\"hard\":%s}".formatted(ofModel, period, limit, hard);
    }

    private static long revision(Response answer) {
        return answer.then().statusCode(200).extract().jsonPath().getLong("revision");
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
