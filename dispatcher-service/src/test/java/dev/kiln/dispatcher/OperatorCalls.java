package dev.kiln.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.GenerationIds;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Calls of the operators' endpoints, as the operator ada. */
final class OperatorCalls {

    static final String REASON = "seen in Kie's log";

    final URI management;
    final String operators;

    OperatorCalls(URI management) {
        this.management = management;
        this.operators = management.resolve("/operators/v1").toString();
    }

    Response get(String path) {
        return operator().get(operators + path);
    }

    Response post(String path, String body) {
        return operator().body(body).post(operators + path);
    }

    Response put(String path) {
        return operator().body(reason()).put(operators + path);
    }

    Response delete(String path) {
        return operator().body(reason()).delete(operators + path);
    }

    /** As it is listed in that state. */
    JsonNode awaitTask(String state, String id) {
        return Awaitility.await().atMost(Studio.DEADLINE).until(() -> listed(state, id), task -> task != null);
    }

    private JsonNode listed(String state, String id) {
        JsonNode page = json(get("/tasks?tenant=studio&limit=200&state=" + state), 200);
        for (JsonNode task : page.path("tasks")) {
            if (task.path("generationId").textValue().equals(id)) {
                return task;
            }
        }
        return null;
    }

    static String reason() {
        return "{\"reason\":\"" + REASON + "\"}";
    }

    static RequestSpecification operator() {
        return RestAssured.given()
                .urlEncodingEnabled(false)
                .contentType("application/json")
                .header("Authorization", "Bearer " + KieStandIn.OPERATOR_KEY);
    }

    static JsonNode json(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        try {
            return ContractJson.mapper().readTree(answer.asString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static JsonNode problem(Response answer, int status, String kind) {
        JsonNode problem = json(answer, status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(problem.path("type").textValue()).isEqualTo("urn:kiln:problem:" + kind);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("title").textValue()).isNotBlank();
        assertThat(problem.path("detail").textValue()).isNotBlank();
        return problem;
    }

    static String unheardOf() {
        return GenerationIds.ofRequest("studio", "/test", UUID.randomUUID().toString());
    }
}
