package dev.kiln.dispatcher;

import static dev.kiln.dispatcher.OperatorCalls.REASON;
import static dev.kiln.dispatcher.OperatorCalls.json;
import static dev.kiln.dispatcher.OperatorCalls.operator;
import static dev.kiln.dispatcher.OperatorCalls.problem;
import static dev.kiln.dispatcher.OperatorCalls.reason;
import static dev.kiln.dispatcher.OperatorCalls.unheardOf;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.kiln.contract.SecondTaskFound;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operators' endpoints of the whole service, on the management port. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
@QuarkusTestResource(KieStandIn.class)
class OperatorsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "kiln.topics.prefix")
    String prefix;

    @Inject
    Pool pool;

    @TestHTTPResource(management = true)
    URI management;

    private OperatorCalls calls;
    private KilnTopics topics;

    @BeforeEach
    void open() {
        topics = new KilnTopics(bootstrapServers, prefix);
        calls = new OperatorCalls(management);
    }

    @AfterEach
    void close() {
        topics.close();
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
        assertThat(listed.path("ageSeconds").isIntegralNumber()).isTrue();
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

        String audit = calls.get("/audit?limit=200").asString();
        assertThat(audit).contains(id, "ada", REASON, "contradicted", "repeated", "moved-on");
        assertThat(audit).doesNotContain(KieStandIn.OPERATOR_KEY, secret);
    }

    @Test
    void manyAreSettledEachForItself() {
        String lost = request("once lost " + UUID.randomUUID());
        await(lost, GenerationInDoubt.class);
        String unknown = unheardOf();
        String unreadable = request("reset " + UUID.randomUUID());
        await(unreadable, GenerationInDoubt.class);
        family(unreadable, "UNHEARD_OF");

        JsonNode results = json(calls.post("/settlements", allNotCreated(unknown, unreadable, lost)), 200)
                .path("results");
        family(unreadable, "JOBS");

        assertThat(results.path(0).path("generationId").textValue()).isEqualTo(unknown);
        assertThat(results.path(0).path("status").intValue()).isEqualTo(404);
        assertThat(results.path(0).path("problem").path("type").textValue()).endsWith("unknown-generation");
        assertThat(results.path(1).path("status").intValue()).isEqualTo(500);
        assertThat(results.path(2).path("outcome").textValue()).isEqualTo("settled");
        assertThat(await(lost, GenerationRequeued.class).cause().reason()).isEqualTo(Reason.BY_OPERATOR);
        assertThat(await(lost, GenerationSubmitted.class).submission().attempt())
                .isEqualTo(2);
        assertThat(json(notCreated(lost, 1), 200).path("outcome").textValue()).isEqualTo("repeated");
        closeTheBreaker();
    }

    @Test
    void aTaskBesidesTheGenerationsOwnIsProvenByItsRecordAndAnnounced() {
        String id = request("a surfer " + UUID.randomUUID());
        String own = await(id, GenerationSubmitted.class).submission().taskId();
        String taskId = KieStandIn.SECOND + id;

        problem(second(id, own, "main"), 422, "contradicted");
        problem(second(id, "polled-" + UUID.randomUUID(), "main"), 422, "contradicted");
        problem(second(id, KieStandIn.SECOND + request("a surfer " + UUID.randomUUID()), "main"), 422, "contradicted");
        problem(second(id, taskId, "nobody"), 422, "contradicted");
        JsonNode found = json(second(id, taskId, "main"), 200);

        assertThat(found.path("outcome").textValue()).isEqualTo("second-task");
        assertThat(found.path("state").textValue()).isEqualTo("running");
        SecondTaskFound said = await(id, SecondTaskFound.class);
        assertThat(said.submission().taskId()).isEqualTo(taskId);
        assertThat(said.charge().credits()).isEqualTo(Credits.of(50));
    }

    @Test
    void whatIsPausedWaitsUntilItIsResumed() {
        for (String target : new String[] {"all", "models/kling/v2-1-pro", "tenants/studio"}) {
            assertThat(json(calls.put("/pauses/" + target), 200).path("outcome").textValue())
                    .isEqualTo("done");
            assertThat(json(calls.put("/pauses/" + target), 200).path("outcome").textValue())
                    .isEqualTo("repeated");
            String id = request("paused " + UUID.randomUUID());
            operatorsTask("queued", id);
            JsonNode pause = json(calls.get("/pauses"), 200).path("pauses").path(0);
            assertThat(pause.path("target").textValue()).isEqualTo(target);
            assertThat(pause.path("by").textValue()).isEqualTo("ada");

            json(calls.delete("/pauses/" + target), 200);

            await(id, GenerationSubmitted.class);
        }
        problem(calls.put("/pauses/models/kling/v9"), 404, "unknown-model");
        assertThat(problem(operator().body("{}").put(calls.operators + "/pauses/all"), 422, "invalid-input")
                        .path("errors")
                        .findValuesAsText("pointer"))
                .containsExactly("/reason");
    }

    @Test
    void anOperatorsStopHoldsUntilAnOperatorResumes() {
        json(calls.post("/accounts/main/stop", reason()), 200);
        String id = request("stopped " + UUID.randomUUID());
        operatorsTask("queued", id);

        JsonNode accounts = json(calls.get("/accounts"), 200);
        JsonNode account = accounts.path("accounts").path(0);
        assertThat(account.path("state").textValue()).isEqualTo("stopped");
        assertThat(account.path("stop").path("by").textValue()).isEqualTo("operator");
        assertThat(account.path("stop").path("cause").path("detail").textValue())
                .isEqualTo(REASON);
        assertThat(accounts.path("waiting").intValue()).isPositive();
        assertThat(accounts.toString()).doesNotContain("stand-in");

        json(calls.post("/accounts/main/resume", reason()), 200);

        await(id, GenerationSubmitted.class);
        problem(calls.post("/accounts/nobody/stop", reason()), 404, "unknown-account");
    }

    @Test
    void anAccountWithoutCreditsStopsAndIsResumedByACheck() {
        KieStandIn.BALANCE.set(0);
        String id = request("dear " + UUID.randomUUID());

        AccountStopped stopped = topicEvent("main", AccountStopped.class, Reason.INSUFFICIENT_CREDITS);
        assertThat(stopped.cause().detail()).contains("Credits insufficient");
        assertThat(operator().get(calls.management.resolve("/q/metrics")).asString())
                .contains("kiln_dispatcher_account_stops_total{account=\"main\",reason=\"INSUFFICIENT_CREDITS\"");
        operatorsTask("queued", id);

        KieStandIn.BALANCE.set(1_000_000);

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
        JsonNode page = json(calls.get("/tasks?tenant=studio&limit=200&state=" + state), 200);
        for (JsonNode task : page.path("tasks")) {
            if (task.path("generationId").textValue().equals(id)) {
                return task;
            }
        }
        return null;
    }

    private Response created(String id, String taskId) {
        return calls.post(
                "/tasks/" + id + "/settle",
                "{\"verdict\":\"created\",\"attempt\":1,\"taskId\":\"" + taskId + "\",\"reason\":\"" + REASON + "\"}");
    }

    private Response second(String id, String taskId, String account) {
        return calls.post(
                "/tasks/" + id + "/settle",
                "{\"verdict\":\"second-task\",\"attempt\":1,\"taskId\":\"" + taskId + "\",\"account\":\"" + account
                        + "\",\"reason\":\"" + REASON + "\"}");
    }

    private Response notCreated(String id, int attempt) {
        return calls.post(
                "/tasks/" + id + "/settle",
                "{\"verdict\":\"not-created\",\"attempt\":" + attempt + ",\"reason\":\"" + REASON + "\"}");
    }

    private static String allNotCreated(String... ids) {
        return Stream.of(ids)
                .map(id -> "{\"generationId\":\"" + id + "\",\"verdict\":\"not-created\",\"attempt\":1}")
                .collect(Collectors.joining(",", "{\"reason\":\"" + REASON + "\",\"settlements\":[", "]}"));
    }

    /** One that this version does not know makes the row unreadable. */
    private void family(String id, String family) {
        pool.preparedQuery("update task set family = $2 where generation_id = $1")
                .execute(Tuple.of(id, family))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .join();
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
