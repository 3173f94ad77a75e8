package dev.kiln.billing.usage.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.KafkaSide;
import dev.kiln.billing.ledger.Steps;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URL;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class UsageResourceTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String STUDIO = "Bearer studio-test-key";
    private static final String SHOP = "Bearer shop-test-key";
    private static final String DAYS = "from=2026-11-22&to=2026-11-23";

    private static final Steps STUDIO_VIDEO = Steps.of("studio", "kling/v2-1-pro");
    private static final Steps STUDIO_IMAGES = Steps.of("studio", "bytedance/seedream-v4-edit");
    private static final Steps STUDIO_OPEN = Steps.of("studio", "bytedance/seedream-v4-edit");
    private static final Steps STUDIO_REFUSED = Steps.of("studio", "kling/v2-1-pro");
    private static final Steps SHOP_VIDEO = Steps.of("shop", "kling/v2-1-pro");

    @Inject
    DataSource dataSource;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL ready;

    /** Two charges, an open hold and a failure of studio's; one charge of shop's. Saying them again changes nothing. */
    @BeforeEach
    void charge() {
        try (KafkaSide kafka = new KafkaSide()) {
            kafka.say(STUDIO_VIDEO.submitted(2, "50"), STUDIO_VIDEO.succeeded(3, "50"));
            kafka.say(STUDIO_IMAGES.succeeded(3, "2.8"), STUDIO_OPEN.submitted(2, "10.5"));
            kafka.say(STUDIO_REFUSED.failedUnsubmitted(2), SHOP_VIDEO.succeeded(3, "7"));
        }
        await().atMost(DEADLINE).until(() -> {
            JsonPath totals = usage(STUDIO, DAYS);
            return "52.8".equals(totals.getString("totals.credits"))
                    && "10.5".equals(totals.getString("totals.held"))
                    && totals.getInt("totals.generations") == 3;
        });
        await().atMost(DEADLINE).until(() -> "7".equals(usage(SHOP, DAYS).getString("totals.credits")));
    }

    @Test
    void groupsByModelAndDay() {
        JsonPath usage = usage(STUDIO, DAYS);

        assertThat(usage.getList("groupBy", String.class)).containsExactly("day", "model");
        assertThat(usage.<Map<String, Object>>getList("rows"))
                .containsExactly(
                        row("2026-11-22", "bytedance/seedream-v4-edit", "0", "0", "10.5", 0),
                        row("2026-11-23", "bytedance/seedream-v4-edit", "2.8", "0.014", "0", 1),
                        row("2026-11-23", "kling/v2-1-pro", "50", "0.25", "0", 2));
        assertThat(usage.<String, Object>getMap("totals"))
                .isEqualTo(Map.of("credits", "52.8", "usDollars", "0.264", "held", "10.5", "generations", 3));
    }

    @Test
    void refusesWhatLeadsToMoreRowsThanCanBeHeld() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM working.daily_usage WHERE tenant = 'crowd'");
            statement.execute(
                    "INSERT INTO working.daily_usage SELECT 'crowd', '2025-03-01', 'kling/v2-1-pro', 'a' || n, 1, 0, 1"
                            + " FROM generate_series(1, 10000) AS n ON CONFLICT DO NOTHING");
        }
        String crowd = "/v1/usage?tenant=crowd&groupBy=account&from=2025-03-01&to=2025-03-01";
        assertThat(asOperator(crowd).then().statusCode(200).extract().jsonPath().getList("rows"))
                .hasSize(10_000);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO working.daily_usage VALUES ('crowd', '2025-03-01', 'kling/v2-1-pro', 'one-more', 1, 0, 1)"
                            + " ON CONFLICT DO NOTHING");
        }

        asOperator(crowd).then().statusCode(400).body("detail", containsString("groupBy"));
        asOperator(crowd.replace("account", "day")).then().statusCode(200).body("totals.credits", equalTo("10001"));
    }

    private static Response asOperator(String path) {
        return given().header("Authorization", "Bearer ada-test-key").get(path);
    }

    @Test
    void tellsTheSameAsCsv() {
        given().header("Authorization", STUDIO)
                .accept("text/csv")
                .get("/v1/usage?" + DAYS)
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .body(equalTo("""
                        day,model,credits,usDollars,held,generations
                        2026-11-22,bytedance/seedream-v4-edit,0,0,10.5,0
                        2026-11-23,bytedance/seedream-v4-edit,2.8,0.014,0,1
                        2026-11-23,kling/v2-1-pro,50,0.25,0,2
                        """.replace("\n", "\r\n")));
    }

    @Test
    void groupsCsvByWhatIsAskedFor() {
        given().header("Authorization", SHOP)
                .accept("text/csv")
                .get("/v1/usage?" + DAYS + "&groupBy=account,tenant")
                .then()
                .statusCode(200)
                .body(equalTo("tenant,account,credits,usDollars,held,generations\r\nshop,main,7,0.035,0,1\r\n"));
    }

    @Test
    void groupsByMonth() {
        assertThat(usage(SHOP, "from=2026-10-30&to=2026-11-30&groupBy=month,model")
                        .<Map<String, Object>>getList("rows"))
                .containsExactly(Map.of(
                        "month",
                        "2026-11",
                        "model",
                        "kling/v2-1-pro",
                        "credits",
                        "7",
                        "usDollars",
                        "0.035",
                        "held",
                        "0",
                        "generations",
                        1));
    }

    @Test
    void showsATenantItsOwnOnly() {
        List<Map<String, Object>> rows =
                usage(SHOP, DAYS + "&groupBy=tenant,account").getList("rows");

        assertThat(rows)
                .containsExactly(Map.of(
                        "tenant",
                        "shop",
                        "account",
                        "main",
                        "credits",
                        "7",
                        "usDollars",
                        "0.035",
                        "held",
                        "0",
                        "generations",
                        1));
    }

    @Test
    void showsAnOperatorEverybodysOrOneTenants() {
        String operator = "Bearer ada-test-key";

        assertThat(usage(operator, DAYS + "&groupBy=tenant").getList("rows.tenant", String.class))
                .contains("studio", "shop");
        assertThat(usage(operator, DAYS + "&tenant=shop").getString("totals.credits"))
                .isEqualTo("7");
        get(SHOP, DAYS + "&tenant=studio").then().statusCode(403);
        assertThat(usage(SHOP, DAYS + "&tenant=shop").getString("totals.credits"))
                .isEqualTo("7");
    }

    @Test
    void countsTheDaysOfTheRangeOnly() {
        assertThat(usage(STUDIO, "from=2026-11-22&to=2026-11-22").getString("totals.credits"))
                .isEqualTo("0");
        assertThat(usage(STUDIO, "from=2026-10-01&to=2026-10-31").getList("rows"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "from, from=yesterday",
        "to, to=2026-02-30",
        "from, from=2026-11-24&to=2026-11-23",
        "from, from=2024-01-01&to=2026-11-23",
        "to, to=2026-11-23&to=2026-11-23",
        "from, from=",
        "group, group=model",
        "groupBy, groupBy=week",
        "groupBy, groupBy=model;drop"
    })
    void namesTheParameterThatCannotBeUsed(String parameter, String query) {
        get(STUDIO, query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("status", equalTo(400))
                .body("type", equalTo("urn:kiln:problem:invalid-parameter"))
                .body("errors[0].parameter", equalTo(parameter))
                .body("detail", containsString(parameter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer unknown-key", "Bearer ", "Basic c3R1ZGlvLXRlc3Qta2V5", "studio-test-key"})
    void asksForAKeyThatItKnows(String authorization) {
        get(authorization, DAYS)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", equalTo("Bearer"))
                .body("type", equalTo("urn:kiln:problem:unauthorized"))
                .body("status", equalTo(401));
    }

    @Test
    void asksForAKey() {
        given().get("/v1/usage").then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void describesItself() {
        given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/v1/usage'.get.operationId", equalTo("usage"))
                .body("components.securitySchemes.key.scheme", equalTo("bearer"));
    }

    @Test
    void tellsItsHealthAndMetricsOnTheManagementPort() {
        given().get(ready).then().statusCode(200).body("status", equalTo("UP"));
        assertThat(given().get(metrics).asString())
                .contains("kiln_billing_events_total{")
                .contains("result=\"booked\"")
                .contains("kiln_billing_entries_total{ledger_account=\"spend\"")
                .contains("kiln_billing_outbox_size")
                .contains("kiln_billing_outbox_age_seconds");
    }

    private static Map<String, Object> row(
            String day, String model, String credits, String usDollars, String held, int generations) {
        return Map.of(
                "day",
                day,
                "model",
                model,
                "credits",
                credits,
                "usDollars",
                usDollars,
                "held",
                held,
                "generations",
                generations);
    }

    private static JsonPath usage(String authorization, String query) {
        return get(authorization, query).then().statusCode(200).extract().jsonPath();
    }

    private static Response get(String authorization, String query) {
        return given().header("Authorization", authorization).get("/v1/usage?" + query);
    }
}
