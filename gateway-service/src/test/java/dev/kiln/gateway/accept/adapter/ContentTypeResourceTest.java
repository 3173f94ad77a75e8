package dev.kiln.gateway.accept.adapter;

import static dev.kiln.gateway.Callers.GENERATIONS;
import static dev.kiln.gateway.Callers.acme;
import static dev.kiln.gateway.Requests.kling;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.gateway.GatewayTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@GatewayTest
class ContentTypeResourceTest {

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml"})
    void takesJsonAlone(String contentType) {
        Response answer = acme().header("Content-Type", contentType)
                .body(kling().toString().getBytes(StandardCharsets.UTF_8))
                .post(GENERATIONS);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @Test
    void takesNoEncodedBody() {
        Response answer = acme().contentType("application/json")
                .header("Content-Encoding", "gzip")
                .body(kling().toString())
                .post(GENERATIONS);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.jsonPath().getString("detail")).contains("Content-Encoding");
    }
}
