package dev.kiln.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.backends.BackendsTestResource;
import dev.kiln.contract.AccountResumed;
import dev.kiln.contract.AccountStopped;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.GenerationRequeued;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.Reason;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators' endpoints of the whole service, on the management port. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
@QuarkusTestResource(KieStandIn.class)
class OperatorsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String REASON = "seen in Kie's log";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "kiln.topics.prefix")
    String prefix;

    @TestHTTPResource(management = true)
    URI management;

    private String operators;
    private KilnTopics topics;

    @BeforeEach
    void open() {
        topics = new KilnTopics(bootstrapServers, prefix);
        operators = management.resolve("/operators/v1").toString();
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong-key", "Basic YWRhOnBhc3N3b3Jk"})
    void nobodyWithoutAnOperatorsKeyIsLetIn(String authorization) {
        for (String path : new String[] {"/tasks?state=in-doubt", "/nowhere", "/audit"}) {
            Response answer =
                    RestAssured.given().header("Authorization", authorization).get(operators + path);

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
        "/tasks?state=queued&colour=red,colour",
        "/audit?limit=many,limit",
        "/audit?cursor=x,cursor"
    })
    void aParameterThatIsWrongIsNamed(String path, String name) {
        JsonNode problem = problem(operator().get(operators + path), 400, "invalid-parameter");

        assertThat(problem.path("detail").textValue()).contains(name.equals("colour") ? "another" : name);
    }

    @Test
    void allThatIsWrongWithAVerdictIsNamedAtOnce() {
        JsonNode one = problem(
                post("/tasks/" + unheardOf() + "/settle", "{\"verdict\":\"perhaps\",\"attempt\":0,\"by\":\"me\"}"),
                422,
                "invalid-input");
        assertThat(one.path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/by", "/verdict", "/attempt", "/reason");

        String id = unheardOf();
        String many = "{\"reason\":\"r\",\"settlements\":[{\"generationId\":\"" + id
                + "\",\"verdict\":\"created\",\"attempt\":1},{\"generationId\":\"" + id
                + "\",\"verdict\":\"not-created\",\"attempt\":1,\"taskId\":\"t\"},7]}";
        assertThat(problem(post("/settlements", many), 422, "invalid-input")
                        .path("errors")
                        .findValuesAsText("pointer"))
                .containsExactlyInAnyOrder(
                        "/settlements/0/taskId",
                        "/settlements/1/generationId",
                        "/settlements/1/taskId",
                        "/settlements/2");
    }

    @Test
    void whatIsNoJsonOrTooLongIsRefused() throws Exception {
        problem(post("/settlements", "{\"reason\":"), 400, "unreadable");
        problem(post("/settlements", "[]"), 400, "unreadable");
        problem(post("/settlements", "{\"a\":1,\"a\":2}"), 400, "unreadable");
        problem(post("/settlements", "[".repeat(10_000)), 400, "unreadable");
        for (int length : new int[] {300_000, 2_000_000}) {
            assertThat(statusOf("\"" + "x".repeat(length) + "\"")).isEqualTo(413);
        }
        problem(
                operator().contentType("text/plain").body("{}").post(operators + "/settlements"),
                415,
                "unsupported-media-type");
        problem(operator().get(operators + "/nowhere"), 404, "not-found");
        problem(operator().get(operators + "/settlements"), 404, "not-found");
        problem(post("/accounts/ma%00in/stop", reason()), 404, "not-found");
    }

    @Test
    void aDoubtIsListedWithoutItsPromptAndSettledByItsTask() {
        String secret = "reset " + UUID.randomUUID();
        String id = request(secret);
        await(id, GenerationInDoubt.class);

        JsonNode listed = operatorsTask("in-doubt", id);
        assertThat(listed.path("cause").path("reason").textValue()).isEqualTo(Reason.NO_CLEAR_ANSWER);
        assertThat(listed.path("hold").textValue()).isEqualTo("50");
        assertThat(listed.path("attempt").intValue()).isEqualTo(1);
        assertThat(listed.toString()).doesNotContain("reset", "start.png", "kiln.example.com");

        assertThat(problem(created(id, "missing-1"), 422, "contradicted")
                        .path("detail")
                        .textValue())
                .contains("no record");
        assertThat(problem(created(id, "alien-1"), 422, "contradicted")
                        .path("detail")
                        .textValue())
                .contains("z-image");
        String taskId = "polled-" + UUID.randomUUID();
        JsonNode settled = json(created(id, taskId), 200);

        assertThat(settled.path("outcome").textValue()).isEqualTo("settled");
        assertThat(settled.path("state").textValue()).isEqualTo("succeeded");
        assertThat(await(id, GenerationSucceeded.class).charge().credits()).isEqualTo(Credits.of(50));
        assertThat(json(created(id, taskId), 200).path("outcome").textValue()).isEqualTo("repeated");
        assertThat(problem(notCreated(id, 1), 409, "moved-on").path("state").textValue())
                .isEqualTo("succeeded");

        String other = request("reset " + UUID.randomUUID());
        await(other, GenerationInDoubt.class);
        assertThat(problem(created(other, taskId), 422, "contradicted")
                        .path("detail")
                        .textValue())
                .contains(id);
        json(created(other, "polled-" + UUID.randomUUID()), 200);
        closeTheBreaker();

        String audit = operator().get(operators + "/audit?limit=200").asString();
        assertThat(audit).contains(id, "ada", REASON, "contradicted", "repeated", "moved-on");
        assertThat(audit).doesNotContain(KieStandIn.OPERATOR_KEY, secret);
    }

    @Test
    void manyAreSettledEachForItself() {
        String lost = request("once lost " + UUID.randomUUID());
        await(lost, GenerationInDoubt.class);
        String unknown = unheardOf();

        String body = "{\"reason\":\"" + REASON + "\",\"settlements\":[{\"generationId\":\"" + unknown
                + "\",\"verdict\":\"not-created\",\"attempt\":1},{\"generationId\":\"" + lost
                + "\",\"verdict\":\"not-created\",\"attempt\":1}]}";
        JsonNode results = json(post("/settlements", body), 200).path("results");

        assertThat(results.path(0).path("generationId").textValue()).isEqualTo(unknown);
        assertThat(results.path(0).path("status").intValue()).isEqualTo(404);
        assertThat(results.path(0).path("problem").path("type").textValue()).endsWith("unknown-generation");
        assertThat(results.path(1).path("outcome").textValue()).isEqualTo("settled");
        assertThat(await(lost, GenerationRequeued.class).cause().reason()).isEqualTo(Reason.BY_OPERATOR);
        assertThat(await(lost, GenerationSubmitted.class).submission().attempt())
                .isEqualTo(2);
        assertThat(json(notCreated(lost, 1), 200).path("outcome").textValue()).isEqualTo("repeated");
    }

    @Test
    void whatIsPausedWaitsUntilItIsResumed() {
        for (String target : new String[] {"all", "models/kling/v2-1-pro", "tenants/studio"}) {
            assertThat(json(put("/pauses/" + target), 200).path("outcome").textValue())
                    .isEqualTo("done");
            assertThat(json(put("/pauses/" + target), 200).path("outcome").textValue())
                    .isEqualTo("repeated");
            String id = request("paused " + UUID.randomUUID());
            operatorsTask("queued", id);
            JsonNode pause = json(operator().get(operators + "/pauses"), 200)
                    .path("pauses")
                    .path(0);
            assertThat(pause.path("target").textValue()).isEqualTo(target);
            assertThat(pause.path("by").textValue()).isEqualTo("ada");

            json(operator().body(reason()).delete(operators + "/pauses/" + target), 200);

            await(id, GenerationSubmitted.class);
        }
        problem(put("/pauses/models/kling/v9"), 404, "unknown-model");
        assertThat(problem(operator().body("{}").put(operators + "/pauses/all"), 422, "invalid-input")
                        .path("errors")
                        .findValuesAsText("pointer"))
                .containsExactly("/reason");
    }

    @Test
    void anOperatorsStopHoldsUntilAnOperatorResumes() {
        json(post("/accounts/main/stop", reason()), 200);
        String id = request("stopped " + UUID.randomUUID());
        operatorsTask("queued", id);

        JsonNode accounts = json(operator().get(operators + "/accounts"), 200);
        JsonNode account = accounts.path("accounts").path(0);
        assertThat(account.path("state").textValue()).isEqualTo("stopped");
        assertThat(account.path("stop").path("by").textValue()).isEqualTo("operator");
        assertThat(account.path("stop").path("cause").path("detail").textValue())
                .isEqualTo(REASON);
        assertThat(accounts.path("waiting").intValue()).isPositive();
        assertThat(accounts.toString()).doesNotContain("stand-in");

        json(post("/accounts/main/resume", reason()), 200);

        await(id, GenerationSubmitted.class);
        problem(post("/accounts/nobody/stop", reason()), 404, "unknown-account");
    }

    @Test
    void anAccountWithoutCreditsStopsAndIsResumedByACheck() {
        KieStandIn.BALANCE.set(0);
        String id = request("dear " + UUID.randomUUID());

        AccountStopped stopped = topicEvent("main", AccountStopped.class, Reason.INSUFFICIENT_CREDITS);
        assertThat(stopped.cause().detail()).contains("Credits insufficient");
        assertThat(operator().get(management.resolve("/q/metrics")).asString())
                .contains("kiln_dispatcher_account_stops_total{account=\"main\",reason=\"INSUFFICIENT_CREDITS\"");
        operatorsTask("queued", id);

        KieStandIn.BALANCE.set(1000);

        assertThat(await(id, GenerationSubmitted.class).submission().attempt()).isEqualTo(2);
        await("main", AccountResumed.class);
    }

    private AccountStopped topicEvent(String account, Class<AccountStopped> type, String reason) {
        return Awaitility.await()
                .atMost(DEADLINE)
                .until(
                        () -> topics.events(account, type).stream()
                                .filter(event -> event.cause().reason().equals(reason))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private void closeTheBreaker() {
        await(request("a surfer " + UUID.randomUUID()), GenerationSubmitted.class);
    }

    private JsonNode operatorsTask(String state, String id) {
        return Awaitility.await().atMost(DEADLINE).until(() -> listed(state, id), task -> task != null);
    }

    private JsonNode listed(String state, String id) {
        JsonNode page = json(operator().get(operators + "/tasks?tenant=studio&limit=200&state=" + state), 200);
        for (JsonNode task : page.path("tasks")) {
            if (task.path("generationId").textValue().equals(id)) {
                return task;
            }
        }
        return null;
    }

    private Response created(String id, String taskId) {
        return post(
                "/tasks/" + id + "/settle",
                "{\"verdict\":\"created\",\"attempt\":1,\"taskId\":\"" + taskId + "\",\"reason\":\"" + REASON + "\"}");
    }

    private Response notCreated(String id, int attempt) {
        return post(
                "/tasks/" + id + "/settle",
                "{\"verdict\":\"not-created\",\"attempt\":" + attempt + ",\"reason\":\"" + REASON + "\"}");
    }

    private Response post(String path, String body) {
        return operator().body(body).post(operators + path);
    }

    /** RestAssured takes seconds to look at a large body. */
    private int statusOf(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(operators + "/settlements"))
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

    private Response put(String path) {
        return operator().body(reason()).put(operators + path);
    }

    private static String reason() {
        return "{\"reason\":\"" + REASON + "\"}";
    }

    private static RequestSpecification operator() {
        return RestAssured.given()
                .urlEncodingEnabled(false)
                .contentType("application/json")
                .header("Authorization", "Bearer " + KieStandIn.OPERATOR_KEY);
    }

    private static JsonNode json(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        try {
            return ContractJson.mapper().readTree(answer.asString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode problem(Response answer, int status, String kind) {
        JsonNode problem = json(answer, status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(problem.path("type").textValue()).isEqualTo("urn:kiln:problem:" + kind);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("title").textValue()).isNotBlank();
        assertThat(problem.path("detail").textValue()).isNotBlank();
        return problem;
    }

    private static String unheardOf() {
        return GenerationIds.ofRequest("studio", "/test", UUID.randomUUID().toString());
    }

    private String request(String prompt) {
        ObjectNode input = ContractJson.mapper()
                .createObjectNode()
                .put("prompt", prompt)
                .put("image_url", "https://files.example.com/start.png");
        String eventId = UUID.randomUUID().toString();
        topics.send(new Envelope(
                eventId,
                URI.create("/test"),
                Instant.now(),
                "studio",
                new GenerationRequested(null, "kling/v2-1-pro", input, null, null, null, null, null)));
        return GenerationIds.ofRequest("studio", "/test", eventId);
    }

    private <E extends KilnEvent> E await(String key, Class<E> type) {
        return Awaitility.await()
                .atMost(DEADLINE)
                .until(() -> topics.event(key, type), found -> found.isPresent())
                .orElseThrow();
    }
}
