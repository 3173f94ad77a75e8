package dev.kiln.gateway.access.adapter;

import static dev.kiln.gateway.Callers.GENERATIONS;
import static dev.kiln.gateway.Callers.acme;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.Requests;
import io.restassured.response.Response;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@GatewayTest
class TenantFilterResourceTest {

    static Stream<String> strangers() {
        return Stream.of(
                "Bearer a-wrong-key", "Bearer ", "Bearer " + "x".repeat(600), "Basic a2V5LW9mLWFjbWU=", "key-of-acme");
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void tellsAStrangerNoMoreThanWhoeverHasNoKey(String authorization) {
        Response answer = given().header("Authorization", authorization)
                .contentType("application/json")
                .body(Requests.kling().toString())
                .post(GENERATIONS);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"kiln\"");
        assertThat(answer.asString()).isEqualTo(given().get("/v1/models").asString());
    }

    @Test
    void guardsEveryResource() {
        assertThat(given().get("/v1/models").statusCode()).isEqualTo(401);
        assertThat(given().get("/v1/models/" + Requests.KLING).statusCode()).isEqualTo(401);
        assertThat(given().get(GENERATIONS + "/gen_x").statusCode()).isEqualTo(401);
    }

    @Test
    void takesTheSchemeInAnyCase() {
        assertThat(given().header("Authorization", "bearer key-of-acme")
                        .get("/v1/models")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void leavesTheDescriptionOpen() {
        assertThat(given().get("/q/openapi").statusCode()).isEqualTo(200);
    }

    @Test
    void answersOtherPathsAndMethodsWithProblems() {
        Response nowhere = acme().get("/v1/nowhere");
        Response wrongMethod = acme().delete("/v1/models");

        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(nowhere.contentType()).startsWith("application/problem+json");
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.contentType()).startsWith("application/problem+json");
    }
}
