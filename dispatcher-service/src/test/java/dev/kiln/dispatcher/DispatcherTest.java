package dev.kiln.dispatcher;

import static dev.kiln.dispatcher.Studio.DEADLINE;
import static dev.kiln.dispatcher.Studio.creates;
import static dev.kiln.dispatcher.Studio.envelope;
import static dev.kiln.dispatcher.Studio.input;
import static dev.kiln.dispatcher.Studio.requested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.contract.CancellationRequested;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.Reason;
import dev.kiln.contract.TaskSucceeded;
import dev.kiln.contract.TenantSet;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole service on a real broker and database, against a stand-in for Kie. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
@QuarkusTestResource(KieStandIn.class)
class DispatcherTest {

    @Inject
    Pool pool;

    @TestHTTPResource(management = true)
    URI management;

    private Studio studio;

    @BeforeEach
    void open() {
        studio = new Studio();
    }

    @AfterEach
    void close() {
        studio.close();
    }

    @Test
    void submitsOnceAndEndsByTheCallback() {
        String id = studio.request("a surfer " + UUID.randomUUID());

        GenerationSubmitted submitted = studio.await(id, GenerationSubmitted.class);
        studio.send(envelope(new TaskSucceeded(
                id,
                1,
                "jobs",
                submitted.submission().taskId(),
                List.of("https://files.example.com/1.mp4"),
                Credits.of("50"))));

        GenerationSucceeded succeeded = studio.await(id, GenerationSucceeded.class);
        assertThat(succeeded.charge().credits()).isEqualTo(Credits.of(50));
        assertThat(succeeded.sequence()).isGreaterThan(submitted.sequence());
        assertThat(creates(id)).isEqualTo(1);
    }

    @Test
    void endsByItsRecordWhereNoCallbackComes() {
        String id = studio.request("polled " + UUID.randomUUID());

        GenerationSucceeded succeeded = studio.await(id, GenerationSucceeded.class);

        assertThat(succeeded.assets().get(0).url()).isEqualTo("https://files.example.com/polled.mp4");
        assertThat(RestAssured.get(management.resolve("/q/metrics")).asString())
                .contains("kiln_dispatcher_polls_total")
                .doesNotContain(
                        studio.await(id, GenerationSubmitted.class).submission().taskId());
    }

    @Test
    void tellsKieNothingInHeadersButTheKeyAndWhoAsks() {
        Envelope envelope = envelope(requested(null, "polled " + UUID.randomUUID()));
        ProducerRecord<String, byte[]> traced = new CloudEventsCodec(studio.prefix()).write(envelope);
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        traced.headers()
                .add("traceparent", ("00-" + trace + "-00f067aa0ba902b7-01").getBytes(StandardCharsets.UTF_8))
                .add("tracestate", "kiln=1".getBytes(StandardCharsets.UTF_8))
                .add("baggage", "tenant=studio".getBytes(StandardCharsets.UTF_8));
        studio.send(traced);
        String id = GenerationIds.ofRequest("studio", "/test", envelope.id());

        studio.await(id, GenerationSucceeded.class);

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
        String id = studio.request("reset " + UUID.randomUUID());

        studio.await(id, GenerationInDoubt.class);
        studio.send(envelope(new TaskSucceeded(
                id, 1, "jobs", "found", List.of("https://files.example.com/1.mp4"), Credits.of("50"))));

        GenerationSucceeded succeeded = studio.await(id, GenerationSucceeded.class);
        assertThat(succeeded.submission().taskId()).isEqualTo("found");
        assertThat(creates(id)).isEqualTo(1);
    }

    @Test
    void aRefusalAndABadRequestFailWithTheirReasons() {
        String refused = studio.request("refuse " + UUID.randomUUID());
        String invalid = studio.request(new GenerationRequested(
                null, "kling/v2-1-pro", input("bad").put("cfg_scale", 0.55), null, null, null, null, null));

        assertThat(studio.await(refused, GenerationFailed.class).failure().reason())
                .isEqualTo(Reason.REFUSED);
        GenerationFailed failed = studio.await(invalid, GenerationFailed.class);
        assertThat(failed.failure().reason()).isEqualTo(Reason.INVALID_INPUT);
        assertThat(failed.faults()).isNotEmpty();
        assertThat(failed.charge()).isNull();
        assertThat(creates(invalid)).isZero();
    }

    @Test
    void aCancellationBeforeItsRequestIsObeyed() {
        String id = GenerationIds.ofRequest("studio", "/test", UUID.randomUUID().toString());
        studio.send(envelope(new CancellationRequested(id)));

        studio.request(requested(id, "canceled " + UUID.randomUUID()));

        assertThat(studio.await(id, GenerationCanceled.class).charge()).isNull();
        assertThat(creates(id)).isZero();
    }

    @Test
    void whatIsSetOfATenantIsKnownToTheClaimAndRevisionsOnlyRise() {
        TenantSet second = new TenantSet("weighty", 2, 5, 7, true);
        TenantSet first = new TenantSet("weighty", 1, 3, null, false);
        for (TenantSet tenant : List.of(second, first, new TenantSet("marker", 1, 1, null, false))) {
            studio.send(new Envelope(
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
}
