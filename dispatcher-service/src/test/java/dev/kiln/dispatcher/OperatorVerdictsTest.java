package dev.kiln.dispatcher;

import static dev.kiln.dispatcher.OperatorCalls.REASON;
import static dev.kiln.dispatcher.OperatorCalls.json;
import static dev.kiln.dispatcher.OperatorCalls.problem;
import static dev.kiln.dispatcher.OperatorCalls.unheardOf;
import static dev.kiln.dispatcher.Studio.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.backends.BackendsTestResource;
import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationRequeued;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.GenerationSucceeded;
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
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators find in doubt and settle, at the whole service's management port. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
@QuarkusTestResource(KieStandIn.class)
class OperatorVerdictsTest {

    @Inject
    Pool pool;

    @TestHTTPResource(management = true)
    URI management;

    private OperatorCalls calls;
    private Studio studio;

    @BeforeEach
    void open() {
        studio = new Studio();
        calls = new OperatorCalls(management);
    }

    @AfterEach
    void close() {
        studio.close();
    }

    @Test
    void aDoubtIsListedWithoutItsPromptAndSettledByItsTask() {
        String secret = "reset " + UUID.randomUUID();
        String id = studio.request(secret);
        studio.await(id, GenerationInDoubt.class);

        JsonNode listed = calls.awaitTask("in-doubt", id);
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
        assertThat(studio.await(id, GenerationSucceeded.class).charge().credits())
                .isEqualTo(Credits.of(50));
        assertThat(json(created(id, taskId), 200).path("outcome").textValue()).isEqualTo("repeated");
        assertThat(problem(notCreated(id, 1), 409, "moved-on").path("state").textValue())
                .isEqualTo("succeeded");

        String other = studio.request("reset " + UUID.randomUUID());
        studio.await(other, GenerationInDoubt.class);
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
        String lost = studio.request("once lost " + UUID.randomUUID());
        studio.await(lost, GenerationInDoubt.class);
        String unknown = unheardOf();
        String unreadable = studio.request("reset " + UUID.randomUUID());
        studio.await(unreadable, GenerationInDoubt.class);
        family(unreadable, "UNHEARD_OF");

        JsonNode results = json(calls.post("/settlements", allNotCreated(unknown, unreadable, lost)), 200)
                .path("results");
        family(unreadable, "JOBS");

        assertThat(results.path(0).path("generationId").textValue()).isEqualTo(unknown);
        assertThat(results.path(0).path("status").intValue()).isEqualTo(404);
        assertThat(results.path(0).path("problem").path("type").textValue()).endsWith("unknown-generation");
        assertThat(results.path(1).path("status").intValue()).isEqualTo(500);
        assertThat(results.path(2).path("outcome").textValue()).isEqualTo("settled");
        assertThat(studio.await(lost, GenerationRequeued.class).cause().reason())
                .isEqualTo(Reason.BY_OPERATOR);
        assertThat(studio.await(lost, GenerationSubmitted.class).submission().attempt())
                .isEqualTo(2);
        assertThat(json(notCreated(lost, 1), 200).path("outcome").textValue()).isEqualTo("repeated");
        closeTheBreaker();
    }

    @Test
    void aTaskBesidesTheGenerationsOwnIsProvenByItsRecordAndAnnounced() {
        String id = studio.request("a surfer " + UUID.randomUUID());
        String own = studio.await(id, GenerationSubmitted.class).submission().taskId();
        String taskId = KieStandIn.SECOND + id;

        problem(second(id, own, "main"), 422, "contradicted");
        problem(second(id, "polled-" + UUID.randomUUID(), "main"), 422, "contradicted");
        problem(
                second(id, KieStandIn.SECOND + studio.request("a surfer " + UUID.randomUUID()), "main"),
                422,
                "contradicted");
        problem(second(id, taskId, "nobody"), 422, "contradicted");
        JsonNode found = json(second(id, taskId, "main"), 200);

        assertThat(found.path("outcome").textValue()).isEqualTo("second-task");
        assertThat(found.path("state").textValue()).isEqualTo("running");
        SecondTaskFound said = studio.await(id, SecondTaskFound.class);
        assertThat(said.submission().taskId()).isEqualTo(taskId);
        assertThat(said.charge().credits()).isEqualTo(Credits.of(50));
    }

    private void closeTheBreaker() {
        studio.await(studio.request("a surfer " + UUID.randomUUID()), GenerationSubmitted.class);
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
}
