package dev.kiln.gateway.accept.adapter;

import static dev.kiln.gateway.Callers.GENERATIONS;
import static dev.kiln.gateway.Callers.acme;
import static dev.kiln.gateway.Callers.globex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.GenerationIds;
import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.Requests;
import dev.kiln.gateway.TestTopics;
import io.quarkus.agroal.DataSource;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@GatewayTest
class IdempotencyResourceTest {

    private static final String HEADER = "Idempotency-Key";

    private final String key = UUID.randomUUID().toString();
    private final String id = GenerationIds.ofIdempotencyKey("acme", key);

    @Inject
    @DataSource("registry")
    javax.sql.DataSource database;

    @Test
    void answersARepeatedRequestWithTheSameBodyAndSaysSo() {
        Response first = post(quoted(key), Requests.banana().toString());
        Response again = post(key, Requests.banana().toPrettyString());

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.jsonPath().getString("id")).isEqualTo(id);
        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("Location")).isEqualTo(GENERATIONS + "/" + id);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(TestTopics.read(TestTopics.requests()).stream().filter(record -> id.equals(record.key())))
                .hasSize(1);
    }

    @Test
    void refusesAnotherBodyUnderTheKey() {
        post(quoted(key), Requests.banana().toString());

        Response answer = post(quoted(key), Requests.kling().toString());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:kiln:problem:key-reused");
        assertThat(answer.jsonPath().getString("detail")).contains(HEADER);
    }

    @Test
    void tellsWhenToComeAgainWhileTheFirstRequestHasNoOutcome() throws SQLException {
        post(quoted(key), Requests.banana().toString());
        loseTheOutcome();

        Response answer = post(quoted(key), Requests.banana().toString());

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:kiln:problem:in-flight");
        assertThat(answer.jsonPath().getString("id")).isEqualTo(id);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 10);
    }

    @Test
    void givesTheSameKeyOfAnotherTenantAnotherGeneration() {
        post(quoted(key), Requests.banana().toString());

        Response answer = globex().header(HEADER, quoted(key))
                .contentType("application/json")
                .body(Requests.kling().toString())
                .post(GENERATIONS);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.jsonPath().getString("id")).isEqualTo(GenerationIds.ofIdempotencyKey("globex", key));
        assertThat(globex().get(GENERATIONS + "/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void showsTheGenerationFromItsAcceptanceOn() {
        post(quoted(key), Requests.banana().toString());

        Response shown = acme().get(GENERATIONS + "/" + id);

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.jsonPath().getString("status")).isEqualTo("accepted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a", "a b", "a,b", "\"a\";p=1"})
    void refusesAMalformedKeyByTheNameOfItsHeader(String malformed) {
        Response answer = post(malformed, Requests.banana().toString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:kiln:problem:invalid-header");
        assertThat(answer.jsonPath().getString("detail")).startsWith(HEADER + " must be");
    }

    @Test
    void refusesAKeyThatIsEmptyTooLongOrThereTwice() {
        assertThat(post("", Requests.banana().toString()).statusCode()).isEqualTo(400);
        assertThat(post("x".repeat(256), Requests.banana().toString()).statusCode())
                .isEqualTo(400);
        assertThat(acme().header(HEADER, "a", "b")
                        .contentType("application/json")
                        .body(Requests.banana().toString())
                        .post(GENERATIONS)
                        .statusCode())
                .isEqualTo(400);
    }

    private void loseTheOutcome() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("UPDATE registry.idempotency_key SET published = false,"
                        + " leased_until = clock_timestamp() + interval '10 seconds' WHERE generation_id = ?")) {
            statement.setString(1, id);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static Response post(String key, String body) {
        return acme().header(HEADER, key)
                .contentType("application/json")
                .body(body)
                .post(GENERATIONS);
    }
}
