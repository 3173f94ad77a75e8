package dev.kiln.gateway;

import static dev.kiln.gateway.Callers.GENERATIONS;
import static dev.kiln.gateway.Callers.acme;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.ChargeBasis;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@GatewayTest
class OperationsResourceTest {

    @TestHTTPResource(value = "", management = true)
    URI management;

    @Test
    void isReadyWhileKafkaAnswersWhateverTheDatabaseDoes() {
        Response ready = given().get(management.resolve("/q/health/ready"));

        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.asString())
                .contains("Kafka connection health check")
                .doesNotContainIgnoringCase("database")
                .doesNotContain("PostgreSQL");
    }

    @Test
    void countsRequestsByTheirOutcomeAndShowsTheView() {
        acme().contentType("application/json").body("{}").post(GENERATIONS);
        acme().contentType("application/json").body("{}").post("/v1/quotes");
        acme().post(GENERATIONS + "/gen_x/cancel");
        for (int i = 0; i < 2; i++) {
            acme().contentType("application/json")
                    .header("Idempotency-Key", "counted")
                    .body(Requests.banana().toString())
                    .post(GENERATIONS);
        }

        String metrics = given().get(management.resolve("/q/metrics")).asString();

        assertThat(metrics)
                .contains("kiln_gateway_requests_total{outcome=\"refused\"}")
                .contains("kiln_gateway_requests_total{outcome=\"replayed\"}")
                .contains("kiln_gateway_quotes_total{outcome=\"refused\"}")
                .contains("kiln_gateway_cancellations_total{outcome=\"notfound\"}")
                .contains("kiln_registry_failures_total")
                .contains("kiln_registry_forgotten_total")
                .contains("kiln_gateway_publishes_in_flight")
                .contains("kiln_view_batch_records")
                .contains("kiln_view_lag_seconds")
                .contains("kiln_view_failures_total");
    }

    @Test
    void keepsPathsThatStrangersMakeUpOutOfTheMetrics() {
        String madeUp = "made-up-" + UUID.randomUUID();
        assertThat(given().header("Content-Encoding", "gzip")
                        .body("x")
                        .post("/" + madeUp)
                        .statusCode())
                .isEqualTo(415);
        given().header("Content-Encoding", "gzip").body("x").post(GENERATIONS + "/" + madeUp + "/cancel");
        acme().put(GENERATIONS + "/" + madeUp);
        given().request(madeUp.toUpperCase(Locale.ROOT), GENERATIONS);

        String metrics = given().get(management.resolve("/q/metrics")).asString();

        assertThat(metrics).contains("kiln_gateway_publish_seconds_count").doesNotContainIgnoringCase(madeUp);
    }

    @Test
    void keepsHealthAndMetricsOffThePublicPort() {
        assertThat(given().get("/q/health").statusCode()).isEqualTo(404);
        assertThat(given().get("/q/metrics").statusCode()).isEqualTo(404);
    }

    @Test
    void describesWhatIsThere() {
        var paths =
                given().accept("application/json").get("/q/openapi").jsonPath().getMap("paths");

        assertThat(paths.keySet())
                .isEqualTo(Set.of(
                        GENERATIONS,
                        GENERATIONS + "/{id}",
                        GENERATIONS + "/{id}/cancel",
                        "/v1/quotes",
                        "/v1/models",
                        "/v1/models/{id}"))
                .isEqualTo(KnownRequestTags.PATHS);
    }

    @Test
    void describesEachBasisThatAChargeMayHave() {
        List<String> described = given().accept("application/json")
                .get("/q/openapi")
                .jsonPath()
                .getList("components.schemas.Generation.properties.charge.properties.basis.enum");

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(Stream.of(ChargeBasis.values())
                        .map(basis -> basis.name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
