package dev.kiln.gateway.accept.adapter;

import static dev.kiln.gateway.Callers.GENERATIONS;
import static dev.kiln.gateway.Callers.acme;
import static dev.kiln.gateway.Callers.post;
import static dev.kiln.gateway.Requests.kling;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.gateway.GatewayTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that cannot be read as one JSON object of sane size are refused whole. */
@GatewayTest
class UnreadableBodiesResourceTest {

    private static final String PROMPT = "SECRET-PROMPT";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"SECRET-PROMPT\"",
                "{\"model\":\"SECRET-PROMPT\"",
                "{\"model\":SECRET-PROMPT}",
                "{\"model\":\"a\",\"model\":\"b\"}",
                "{} {}",
                "{\"input\":NaN}",
                "{'model':'a'}",
                "{\"input\":{\"cfg_scale\":1e99999999999}}",
                "{\"model\":\"a\",}"
            })
    void cannotReadWhatIsNotOneJsonObject(String body) {
        Response answer = post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:kiln:problem:unreadable");
        assertThat(answer.asString()).doesNotContain(PROMPT);
    }

    @Test
    void cannotReadBeyondTheBounds() {
        assertThat(post("{\"input\":" + "[".repeat(40) + "]".repeat(40) + "}").statusCode())
                .isEqualTo(400);
        assertThat(post("{\"input\":{\"prompt\":\"" + "x".repeat(70_000) + "\"}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("{\"input\":{\"cfg_scale\":" + "1".repeat(50) + "}}").statusCode())
                .isEqualTo(400);
        assertThat(post("{\"" + "x".repeat(300) + "\":1}").statusCode()).isEqualTo(400);
    }

    @Test
    void cannotReadBadUtf8() {
        byte[] body = kling().toString().replace("A door", "A d\u00fc\u00fcr").getBytes(StandardCharsets.ISO_8859_1);

        Response answer = acme().contentType("application/json").body(body).post(GENERATIONS);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("detail")).contains("UTF-8");
    }

    @Test
    void cannotReadUtf16ThoughItIsJson() {
        byte[] body = kling().toString().getBytes(StandardCharsets.UTF_16BE);

        assertThat(acme().contentType("application/json")
                        .body(body)
                        .post(GENERATIONS)
                        .statusCode())
                .isEqualTo(400);
    }
}
