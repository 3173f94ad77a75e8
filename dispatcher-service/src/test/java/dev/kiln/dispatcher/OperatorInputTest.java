package dev.kiln.dispatcher;

import static dev.kiln.dispatcher.OperatorCalls.operator;
import static dev.kiln.dispatcher.OperatorCalls.problem;
import static dev.kiln.dispatcher.OperatorCalls.reason;
import static dev.kiln.dispatcher.OperatorCalls.unheardOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.backends.BackendsTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in to the operators' endpoints, and what is said of bad input. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
@QuarkusTestResource(KieStandIn.class)
class OperatorInputTest {

    @TestHTTPResource(management = true)
    URI management;

    private OperatorCalls calls;

    @BeforeEach
    void open() {
        calls = new OperatorCalls(management);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong-key", "Basic YWRhOnBhc3N3b3Jk"})
    void nobodyWithoutAnOperatorsKeyIsLetIn(String authorization) {
        for (String path : new String[] {"/tasks?state=in-doubt", "/nowhere", "/audit"}) {
            Response answer =
                    RestAssured.given().header("Authorization", authorization).get(calls.operators + path);

            problem(answer, 401, "unauthorized");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void theApisPortKnowsNoOperators() {
        assertThat(operator()
                        .get("http://127.0.0.1:" + RestAssured.port + "/operators/v1/audit")
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/tasks,state",
        "/tasks?state=done,state",
        "/tasks?state=queued&state=parked,state",
        "/tasks?state=queued&limit=0,limit",
        "/tasks?state=queued&limit=201,limit",
        "/tasks?state=queued&older-than=1h,older-than",
        "/tasks?state=queued&cursor=!,cursor",
        "/tasks?state=queued&cursor=MjAyNi0xMS0yOFQwMDowMDowMFp8AA,cursor",
        "/tasks?state=queued&cursor=KzEwMDAwMDAwMDAtMDEtMDFUMDA6MDA6MDBafGdlbl8wMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMA,cursor",
        "/tasks?state=queued&colour=red,colour",
        "/audit?limit=many,limit",
        "/audit?cursor=x,cursor"
    })
    void aParameterThatIsWrongIsNamed(String path, String name) {
        JsonNode problem = problem(calls.get(path), 400, "invalid-parameter");

        assertThat(problem.path("detail").textValue()).contains(name);
    }

    @Test
    void allThatIsWrongWithAVerdictIsNamedAtOnce() {
        JsonNode one = problem(
                calls.post(
                        "/tasks/" + unheardOf() + "/settle", "{\"verdict\":\"perhaps\",\"attempt\":0,\"by\":\"me\"}"),
                422,
                "invalid-input");
        assertThat(one.path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/by", "/verdict", "/attempt", "/reason");

        JsonNode second = problem(
                calls.post(
                        "/tasks/" + unheardOf() + "/settle",
                        "{\"verdict\":\"second-task\",\"attempt\":1,\"taskId\":\" \",\"reason\":\"r\"}"),
                422,
                "invalid-input");
        assertThat(second.path("errors").findValuesAsText("pointer")).containsExactlyInAnyOrder("/taskId", "/account");

        JsonNode charged = problem(
                calls.post(
                        "/tasks/" + unheardOf() + "/settle",
                        "{\"verdict\":\"charged\",\"attempt\":1,\"taskId\":\"t\",\"credits\":\"-1\",\"reason\":\"r\"}"),
                422,
                "invalid-input");
        assertThat(charged.path("errors").findValuesAsText("pointer")).containsExactlyInAnyOrder("/taskId", "/credits");

        JsonNode created = problem(
                calls.post(
                        "/tasks/" + unheardOf() + "/settle",
                        "{\"verdict\":\"created\",\"attempt\":1,\"taskId\":\"t\",\"account\":\" \",\"reason\":\"r\"}"),
                422,
                "invalid-input");
        assertThat(created.path("errors").findValuesAsText("pointer")).containsExactly("/account");

        JsonNode huge = problem(
                calls.post(
                        "/tasks/" + unheardOf() + "/settle",
                        "{\"verdict\":\"charged\",\"attempt\":1,\"credits\":\"100000000.001\",\"reason\":\"r\"}"),
                422,
                "invalid-input");
        assertThat(huge.path("errors").findValuesAsText("pointer")).containsExactly("/credits");

        String id = unheardOf();
        String many = "{\"reason\":\"r\",\"settlements\":[{\"generationId\":\"" + id
                + "\",\"verdict\":\"created\",\"attempt\":1},{\"generationId\":\"" + id
                + "\",\"verdict\":\"not-created\",\"attempt\":1,\"taskId\":\"t\",\"account\":\"a\"},7]}";
        assertThat(problem(calls.post("/settlements", many), 422, "invalid-input")
                        .path("errors")
                        .findValuesAsText("pointer"))
                .containsExactlyInAnyOrder(
                        "/settlements/0/taskId",
                        "/settlements/1/generationId",
                        "/settlements/1/taskId",
                        "/settlements/1/account",
                        "/settlements/2");
    }

    @Test
    void aRestoreThatNothingCallsForIsRefusedAndTheAnswerSaysHowToForceIt() {
        assertThat(problem(calls.post("/restore", reason()), 409, "nothing-to-restore")
                        .path("detail")
                        .textValue())
                .contains("\"force\": true");
        assertThat(problem(calls.post("/restore", "{\"reason\":\"r\",\"force\":\"yes\"}"), 422, "invalid-input")
                        .path("errors")
                        .findValuesAsText("pointer"))
                .containsExactly("/force");
    }

    @Test
    void whatIsNoJsonOrTooLongIsRefused() throws Exception {
        problem(calls.post("/settlements", "{\"reason\":"), 400, "unreadable");
        problem(calls.post("/settlements", "[]"), 400, "unreadable");
        problem(calls.post("/settlements", "{\"a\":1,\"a\":2}"), 400, "unreadable");
        problem(calls.post("/settlements", "[".repeat(10_000)), 400, "unreadable");
        for (int length : new int[] {300_000, 2_000_000}) {
            assertThat(statusOf("\"" + "x".repeat(length) + "\"")).isEqualTo(413);
        }
        problem(
                operator().contentType("text/plain").body("{}").post(calls.operators + "/settlements"),
                415,
                "unsupported-media-type");
        problem(calls.get("/nowhere"), 404, "not-found");
        problem(calls.get("/settlements"), 404, "not-found");
        problem(calls.post("/accounts/ma%00in/stop", reason()), 404, "not-found");
    }

    /** RestAssured takes seconds to look at a large body. */
    private int statusOf(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(calls.operators + "/settlements"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + KieStandIn.OPERATOR_KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("urn:kiln:problem:too-large");
            return answer.statusCode();
        }
    }
}
