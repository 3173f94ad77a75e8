package dev.kiln.billing.reconcile.adapter;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItems;

import dev.kiln.backends.BackendsTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a manual booking is refused, and to whom. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class ReconciliationFormResourceTest {

    @Test
    void isForOperatorsAlone() {
        given().header("Authorization", "Bearer studio-test-key")
                .get("/v1/reconciliation")
                .then()
                .statusCode(403);
        given().header("Authorization", "Bearer studio-test-key")
                .contentType("application/json")
                .body("{}")
                .post("/v1/reconciliation/main/top-ups")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({
        "/credits, top-ups, r, -5, why",
        "/credits, top-ups, r, 0, why",
        "/credits, unexplained, r, 1.2345, why",
        "/credits, top-ups, r, 100000000.001, why",
        "/credits, unexplained, r, -100000000.001, why",
        "/reference, top-ups, a b, 5, why",
        "/reason, top-ups, r, 5, ' '"
    })
    void namesEachFieldThatIsWrong(String pointer, String path, String reference, String credits, String reason) {
        post(path, reference, credits, reason)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItems(pointer));
    }

    private static Response post(String path, String reference, String credits, String reason) {
        return given().header("Authorization", "Bearer ada-test-key")
                .contentType("application/json")
                .body(Map.of("reference", reference, "credits", credits, "reason", reason))
                .post("/v1/reconciliation/main/" + path);
    }
}
