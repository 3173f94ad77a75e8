package dev.kiln.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.backends.BackendsTestResource;
import dev.kiln.contract.CancellationRequested;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.Reason;
import dev.kiln.contract.TaskEvent;
import dev.kiln.contract.TaskSucceeded;
import dev.kiln.contract.TenantSet;
import dev.kiln.contract.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole service on a real broker and database, against a stand-in for Kie. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
@QuarkusTestResource(KieStandIn.class)
class DispatcherTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "kiln.topics.prefix")
    String prefix;

    @Inject
    Pool pool;

    @TestHTTPResource(management = true)
    URI management;

    private KilnTopics topics;

    @BeforeEach
    void open() {
        topics = new KilnTopics(bootstrapServers, prefix);
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void submitsOnceAndEndsByTheCallback() {
        String id = request("a surfer " + UUID.randomUUID());

        GenerationSubmitted submitted = await(id, GenerationSubmitted.class);
        topics.send(envelope(new TaskSucceeded(
                id,
                1,
                "jobs",
                submitted.submission().taskId(),
                List.of("https://files.example.com/1.mp4"),
                Credits.of("50"))));

        GenerationSucceeded succeeded = await(id, GenerationSucceeded.class);
        assertThat(succeeded.charge().credits()).isEqualTo(Credits.of(50));
        assertThat(succeeded.sequence()).isGreaterThan(submitted.sequence());
        assertThat(creates(id)).isEqualTo(1);
    }

    @Test
    void endsByItsRecordWhereNoCallbackComes() {
        String id = request("polled " + UUID.randomUUID());

        GenerationSucceeded succeeded = await(id, GenerationSucceeded.class);

        assertThat(succeeded.assets().get(0).url()).isEqualTo("https://files.example.com/polled.mp4");
        assertThat(RestAssured.get(management.resolve("/q/metrics")).asString())
                .contains("kiln_dispatcher_polls_total")
                .doesNotContain(
                        await(id, GenerationSubmitted.class).submission().taskId());
    }

    @Test
    void tellsKieNothingInHeadersButTheKeyAndWhoAsks() {
        Envelope envelope = envelope(requested(null, "polled " + UUID.randomUUID()));
        ProducerRecord<String, byte[]> traced = new CloudEventsCodec(prefix).write(envelope);
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        traced.headers()
                .add("traceparent", ("00-" + trace + "-00f067aa0ba902b7-01").getBytes(StandardCharsets.UTF_8))
                .add("tracestate", "kiln=1".getBytes(StandardCharsets.UTF_8))
                .add("baggage", "tenant=studio".getBytes(StandardCharsets.UTF_8));
        topics.send(traced);
        String id = GenerationIds.ofRequest("studio", "/test", envelope.id());

        await(id, GenerationSucceeded.class);

        assertThat(KieStandIn.HEADERS)
                .extracting(headers -> headers.get("(path)"))
                .contains("/api/v1/jobs/createTask", "/api/v1/jobs/recordInfo");
        assertThat(KieStandIn.HEADERS).allSatisfy(headers -> {
            assertThat(headers.keySet())
                    .isSubsetOf(
                            "(path)",
                            "host",
                            "authorization",
                            "user-agent",
                            "accept",
                            "accept-encoding",
                            "content-type",
                            "content-length",
                            "connection");
            assertThat(headers).containsEntry("user-agent", "Kiln/0.1");
            assertThat(headers.values()).noneMatch(value -> value.contains(id) || value.contains(trace));
        });
    }

    @Test
    void aResetLeavesADoubtThatOnlyTheCallbackSettles() {
        String id = request("reset " + UUID.randomUUID());

        await(id, GenerationInDoubt.class);
        topics.send(envelope(new TaskSucceeded(
                id, 1, "jobs", "found", List.of("https://files.example.com/1.mp4"), Credits.of("50"))));

        GenerationSucceeded succeeded = await(id, GenerationSucceeded.class);
        assertThat(succeeded.submission().taskId()).isEqualTo("found");
        assertThat(creates(id)).isEqualTo(1);
    }

    @Test
    void aRefusalAndABadRequestFailWithTheirReasons() {
        String refused = request("refuse " + UUID.randomUUID());
        String invalid = request(new GenerationRequested(
                null, "kling/v2-1-pro", input("bad").put("cfg_scale", 0.55), null, null, null, null, null));

        assertThat(await(refused, GenerationFailed.class).failure().reason()).isEqualTo(Reason.REFUSED);
        GenerationFailed failed = await(invalid, GenerationFailed.class);
        assertThat(failed.failure().reason()).isEqualTo(Reason.INVALID_INPUT);
        assertThat(failed.faults()).isNotEmpty();
        assertThat(failed.charge()).isNull();
        assertThat(creates(invalid)).isZero();
    }

    @Test
    void aRequestThatComesTwiceIsSubmittedOnceAndAConflictingOneIsADeadLetter() {
        String prompt = "twice " + UUID.randomUUID();
        String id = request(prompt);
        topics.send(envelope(requested(id, prompt)));
        topics.send(envelope(requested(id, "another " + prompt)));

        assertThat(deadLetter(Topic.GENERATION_REQUESTS, id)).isEqualTo(Reason.CONFLICT);
        await(id, GenerationSubmitted.class);
        assertThat(creates(id)).isEqualTo(1);
    }

    @Test
    void aCancellationBeforeItsRequestIsObeyed() {
        String id = GenerationIds.ofRequest("studio", "/test", UUID.randomUUID().toString());
        topics.send(envelope(new CancellationRequested(id)));

        request(requested(id, "canceled " + UUID.randomUUID()));

        assertThat(await(id, GenerationCanceled.class).charge()).isNull();
        assertThat(creates(id)).isZero();
    }

    @Test
    void whatIsSetOfATenantIsKnownToTheClaimAndRevisionsOnlyRise() {
        TenantSet second = new TenantSet("weighty", 2, 5, 7, true);
        TenantSet first = new TenantSet("weighty", 1, 3, null, false);
        for (TenantSet tenant : List.of(second, first, new TenantSet("marker", 1, 1, null, false))) {
            topics.send(new Envelope(
                    UUID.randomUUID().toString(), Envelope.GATEWAY, Instant.now(), tenant.tenantId(), tenant));
        }
        String found = "select weight, max_running from tenant where tenant_id = 'weighty' and"
                + " exists (select from tenant where tenant_id = 'marker')";
        Awaitility.await().atMost(DEADLINE).until(() -> rows(found).size() == 1);
        Row row = rows(found).iterator().next();
        assertThat(List.of(row.getInteger(0), row.getInteger(1))).containsExactly(5, 7);
    }

    private RowSet<Row> rows(String sql) {
        return pool.query(sql)
                .execute()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Test
    void aCallbackThatCannotBeStoredIsADeadLetter() {
        String id = request("a broken surfer " + UUID.randomUUID());
        GenerationSubmitted submitted = await(id, GenerationSubmitted.class);

        topics.send(envelope(new TaskSucceeded(
                id,
                1,
                "jobs",
                submitted.submission().taskId(),
                List.of("https://files.example.com/\0.mp4"),
                Credits.of("50"))));

        assertThat(deadLetter(Topic.TASK_COMPLETIONS, id)).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void whatCannotBeReadIsADeadLetterAndTheRestGoesOn() {
        String poison = UUID.randomUUID().toString();
        topics.send(new ProducerRecord<>(
                Topic.GENERATION_REQUESTS.qualifiedName(prefix), poison, "no JSON".getBytes(StandardCharsets.UTF_8)));
        String malformed = UUID.randomUUID().toString();
        ProducerRecord<String, byte[]> structured = new ProducerRecord<>(
                Topic.GENERATION_REQUESTS.qualifiedName(prefix), malformed, "{}".getBytes(StandardCharsets.UTF_8));
        structured.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        topics.send(structured);
        String unheardOf = GenerationIds.ofRequest("studio", "/test", "never requested");
        topics.send(envelope(new TaskSucceeded(unheardOf, 1, "jobs", "t", List.of(), null)));
        String unstorable =
                GenerationIds.ofRequest("studio", "/test", UUID.randomUUID().toString());
        topics.send(envelope(new GenerationRequested(
                unstorable, "kling/v2-1-pro", input("surfer"), null, Map.of("note", "\0"), null, null, null)));

        String id = request("after the poison " + UUID.randomUUID());

        await(id, GenerationSubmitted.class);
        assertThat(deadLetter(Topic.GENERATION_REQUESTS, poison)).isEqualTo(Reason.UNREADABLE);
        assertThat(deadLetter(Topic.GENERATION_REQUESTS, malformed)).isEqualTo(Reason.UNREADABLE);
        assertThat(deadLetter(Topic.GENERATION_REQUESTS, unstorable)).isEqualTo(Reason.UNREADABLE);
        assertThat(deadLetter(Topic.TASK_COMPLETIONS, unheardOf)).isEqualTo(Reason.UNKNOWN_GENERATION);
    }

    private String request(String prompt) {
        return request(requested(null, prompt));
    }

    private String request(GenerationRequested requested) {
        Envelope envelope = envelope(requested);
        topics.send(envelope);
        return GenerationIds.ofRequest("studio", "/test", envelope.id());
    }

    private static GenerationRequested requested(String id, String prompt) {
        return new GenerationRequested(id, "kling/v2-1-pro", input(prompt), null, null, null, null, null);
    }

    private static ObjectNode input(String prompt) {
        return ContractJson.mapper()
                .createObjectNode()
                .put("prompt", prompt)
                .put("image_url", "https://files.example.com/start.png");
    }

    private static Envelope envelope(KilnEvent event) {
        String tenant = event instanceof TaskEvent ? null : "studio";
        return new Envelope(UUID.randomUUID().toString(), URI.create("/test"), Instant.now(), tenant, event);
    }

    private <E extends KilnEvent> E await(String generationId, Class<E> type) {
        return Awaitility.await()
                .atMost(DEADLINE)
                .until(() -> topics.event(generationId, type), found -> found.isPresent())
                .orElseThrow();
    }

    private String deadLetter(Topic topic, String key) {
        return Awaitility.await()
                .atMost(DEADLINE)
                .until(() -> topics.deadLetterReason(topic, key), found -> found.isPresent())
                .orElseThrow();
    }

    private static long creates(String generationId) {
        return KieStandIn.CREATES.stream()
                .filter(create -> create.getString("callBackUrl").contains(generationId))
                .count();
    }
}
