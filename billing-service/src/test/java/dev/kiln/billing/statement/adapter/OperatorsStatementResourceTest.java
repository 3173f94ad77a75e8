package dev.kiln.billing.statement.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.KafkaSide;
import dev.kiln.billing.ledger.Steps;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Operators see the entries of all tenants, and those of none. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class OperatorsStatementResourceTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String OPERATOR = "Bearer ada-test-key";
    private static final String TENANT = "Bearer atelier-test-key";

    private final String model = "model-" + UUID.randomUUID();

    @Test
    void allTenantsStandOnPagesThatAreCompleteAndWithoutRepetition() {
        try (KafkaSide kafka = new KafkaSide()) {
            for (int booked = 2; booked <= 8; booked += 4) {
                kafka.say(Steps.of("archive", model).submitted(2, "5"));
                awaitEntries(booked);
                kafka.say(Steps.of("atelier", model).submitted(2, "7"));
                awaitEntries(booked + 2);
            }
            List<Map<String, Object>> rows = new ArrayList<>();
            String link = "/v1/ledger?from=2026-11-22&to=2026-11-23&limit=3&model=" + model;
            for (int page = 0; link != null; page++) {
                JsonPath found =
                        get(OPERATOR, link).then().statusCode(200).extract().jsonPath();
                rows.addAll(found.getList("rows"));
                link = found.getString("next");
                kafka.say(Steps.of("archive", model).submitted(2, "1"));
                awaitEntries(8 + 2 * (page + 1));
            }

            assertThat(rows)
                    .extracting(row -> row.get("tenant") + " " + row.get("amount"))
                    .containsExactly(
                            "atelier -7",
                            "atelier 7",
                            "archive -5",
                            "archive 5",
                            "atelier -7",
                            "atelier 7",
                            "archive -5",
                            "archive 5");
            assertThat(rows).doesNotHaveDuplicates();
        }
    }

    @Test
    void oneTenantIsAskedForByName() {
        try (KafkaSide kafka = new KafkaSide()) {
            kafka.say(
                    Steps.of("archive", model).submitted(2, "5"),
                    Steps.of("atelier", model).submitted(2, "7"));
            awaitEntries(4);
        }

        assertThat(all("&tenant=atelier").getList("rows.tenant", String.class)).containsExactly("atelier", "atelier");
        assertThat(get(TENANT, "/v1/ledger?tenant=archive").statusCode()).isEqualTo(403);
    }

    @Test
    void whatOperatorsBookedIsOfNoTenant() {
        String account = "account-" + UUID.randomUUID();
        given().header("Authorization", OPERATOR)
                .contentType("application/json")
                .body(Map.of("reference", "invoice-1", "credits", "500", "reason", "bought"))
                .post("/v1/reconciliation/" + account + "/top-ups")
                .then()
                .statusCode(200);

        JsonPath booked = get(OPERATOR, "/v1/ledger?account=" + account).jsonPath();
        JsonPath bought = get(OPERATOR, "/v1/ledger?ledgerAccount=bought&account=" + account)
                .jsonPath();

        assertThat(booked.getList("rows.amount", String.class)).containsExactlyInAnyOrder("500", "-500");
        assertThat(booked.<Map<String, Object>>getList("rows"))
                .allSatisfy(row -> assertThat(row).doesNotContainKeys("tenant", "generationId", "sequence", "attempt"));
        assertThat(bought.getList("rows.ledgerAccount")).containsExactly("bought");
        assertThat(get(TENANT, "/v1/ledger?account=" + account).jsonPath().getList("rows"))
                .isEmpty();
    }

    private void awaitEntries(int count) {
        await().atMost(DEADLINE).until(() -> all("&limit=500").getList("rows").size() == count);
    }

    private JsonPath all(String more) {
        return get(OPERATOR, "/v1/ledger?from=2026-11-22&to=2026-11-23&model=" + model + more)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Response get(String authorization, String path) {
        return given().header("Authorization", authorization)
                .urlEncodingEnabled(false)
                .get(path);
    }
}
