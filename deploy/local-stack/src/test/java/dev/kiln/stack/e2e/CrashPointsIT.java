package dev.kiln.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.contract.GenerationIds;
import dev.kiln.stack.Part;
import dev.kiln.stack.crash.CrashPoint;
import dev.kiln.stack.crash.CrashPoints;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that die at the worst places, and what their successors make of it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashPointsIT {
    private static final Duration DIES_WITHIN = Duration.ofSeconds(30);
    private static final Duration LEASE_ENDS_WITHIN = Duration.ofSeconds(20);

    /** What was sent without an answer is given up soon, and a successor takes its predecessor's partitions at once. */
    private static final Map<String, String> IMPATIENT = Map.of(
            "KILN_KIE_ANSWER_TIMEOUT", "3s",
            "KILN_SUBMIT_SLOT_UNANSWERED", "9s",
            "KILN_DOUBT_PARKS_AFTER", "4s",
            "KAFKA_GROUP_INSTANCE_ID", "dispatcher-of-the-crashes");

    private static CrashPoints points;
    private static RunningStack kiln;
    private static Instant armed;

    @BeforeAll
    static void start(@TempDir Path directory) {
        points = CrashPoints.in(directory);
        kiln = RunningStack.start("crash", Map.of(Part.DISPATCHER, IMPATIENT));
    }

    @AfterAll
    static void stop() {
        if (kiln != null) {
            kiln.close();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "GATEWAY_.*")
    @Order(1)
    void aRequestRepeatedUnderItsKeyIsOneGenerationAlthoughTheGatewayDied(CrashPoint point) throws Exception {
        var key = "order-" + point;
        var body = "{\"model\": \"" + RunningStack.MODEL + "\", \"input\": " + kiln.input("") + "}";
        var id = GenerationIds.ofIdempotencyKey("local", key);

        arm(point);
        var first = gateway().startPosting("/v1/generations", body, headers(key));
        bringBack(point);
        assertThat(first).isCompletedExceptionally();
        var published = point == CrashPoint.GATEWAY_BEFORE_PUBLISH ? 0 : 1;
        assertThat(kiln.processes().events().requests(id)).isEqualTo(published);

        await().atMost(LEASE_ENDS_WITHIN)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> send(key, body), answer -> answer.statusCode() != 409);
        var repeated = send(key, body);
        assertThat(repeated.statusCode()).isEqualTo(202);
        assertThat(repeated.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(new ObjectMapper().readTree(repeated.body()).path("id").asText())
                .isEqualTo(id);
        kiln.accepted(id);
        kiln.awaitSuccess(id);
        assertThat(kiln.creates(id)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ALL,
            names = "DISPATCHER_(BEFORE_INTENT|AFTER_SEND|BEFORE_RECORD|BEFORE_ACKNOWLEDGE|BEFORE_OUTBOX_DELETE)")
    @Order(2)
    void aGenerationSucceedsAndIsCreatedOnceAlthoughTheDispatcherDied(CrashPoint point) throws IOException {
        arm(point);
        var id = kiln.submitWith("callback-twice");
        bringBack(point);

        kiln.awaitSuccess(id);
        assertThat(kiln.creates(id)).hasSize(1);
    }

    /** Nothing was sent, but nobody can know: it is parked with its hold, and never sent again. */
    @Test
    @Order(2)
    void anIntentThatWasNeverSentIsParkedAndNotSentAgain() throws IOException {
        arm(CrashPoint.DISPATCHER_AFTER_INTENT);
        var id = kiln.submitWith("callback-twice");
        bringBack(CrashPoint.DISPATCHER_AFTER_INTENT);

        await().atMost(Duration.ofSeconds(40)).until(() -> status(id), "parked"::equals);
        assertThat(kiln.creates(id)).isEmpty();
    }

    /** Last: over all that the other tests did. */
    @Test
    @Order(Integer.MAX_VALUE)
    void everyGuaranteeHolds() {
        kiln.judgeAtQuiescence();
    }

    private static void arm(CrashPoint point) throws IOException {
        points.reach(point.part(), kiln.processes().pids().get(point.part().title()));
        armed = Instant.now();
        points.arm(point);
    }

    private static void bringBack(CrashPoint point) {
        var title = point.part().title();
        await("death at " + point)
                .atMost(DIES_WITHIN)
                .until(() -> !kiln.processes().isAlive(title));
        if (point.part() == Part.DISPATCHER) {
            kiln.interruptedSince(armed);
        }
        kiln.processes().restart(title);
    }

    private static String status(String id) {
        return kiln.processes()
                .gateway()
                .generation(id)
                .map(body -> body.path("status").asText())
                .orElse("");
    }

    private static HttpResponse<String> send(String key, String body) {
        return gateway().post("/v1/generations", body, headers(key));
    }

    private static Door gateway() {
        return new Door(kiln.processes().ports().url(Part.GATEWAY));
    }

    private static String[] headers(String key) {
        return new String[] {"Authorization", "Bearer " + kiln.processes().apiKey(), "Idempotency-Key", '"' + key + '"'
        };
    }
}
