package dev.kiln.billing.price.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.KafkaSide;
import dev.kiln.billing.ledger.Steps;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class PricesResourceTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final String model = "model-" + UUID.randomUUID();

    @Test
    void tellsQuotesFromChargesAndWhichPricesAreStale() {
        Steps corrected = Steps.of("priced", model);
        try (KafkaSide kafka = new KafkaSide()) {
            kafka.say(Steps.of("priced", model).succeededAbove(3, "12", "10"));
            kafka.say(Steps.of("priced", model).succeededAbove(3, "10", "10"));
            kafka.say(corrected.succeededAbove(3, "10", "10"), corrected.succeededAbove(4, "7.5", "10"));
            kafka.say(Steps.of("priced", model).failedAssumed(3));
        }

        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(rows())
                        .containsExactly(Map.of(
                                "model",
                                model,
                                "catalogRevision",
                                "c0ffee",
                                "generations",
                                3,
                                "deviating",
                                2,
                                "quoted",
                                "30",
                                "charged",
                                "29.5",
                                "difference",
                                "-0.5",
                                "stale",
                                true)));
        given().header("Authorization", "Bearer ada-test-key")
                .accept("text/csv")
                .get("/v1/prices?from=2026-11-01&to=2026-11-30")
                .then()
                .statusCode(200)
                .body(containsString(model + ",c0ffee,3,2,30,29.5,-0.5,true\r\n"));
    }

    @Test
    void isForOperatorsAlone() {
        given().header("Authorization", "Bearer studio-test-key")
                .get("/v1/prices")
                .then()
                .statusCode(403);
    }

    private List<Map<String, Object>> rows() {
        return given()
                .header("Authorization", "Bearer ada-test-key")
                .get("/v1/prices?from=2026-11-01&to=2026-11-30")
                .jsonPath()
                .<Map<String, Object>>getList("rows")
                .stream()
                .filter(row -> model.equals(row.get("model")))
                .toList();
    }
}
