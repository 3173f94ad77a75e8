package dev.kiln.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.contract.GenerationIds;
import dev.kiln.stack.Part;
import dev.kiln.stack.secret.SecretsStayHome;
import dev.kiln.stack.secret.Trace;
import dev.kiln.stack.secret.Traces;
import dev.kiln.stack.telemetry.OtlpReceiver;
import dev.kiln.stack.telemetry.ReceivedSpan;
import dev.kiln.stack.telemetry.WatchedKie;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a collector gets of the real services when traces are on, and what Kie gets: nothing of them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TracesIT {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Set<String> OURS =
            Set.of("kiln.generation_id", "kiln.tenant", "kiln.model", "kiln.account", "kiln.attempt", "kiln.outcome");

    private static OtlpReceiver collector;
    private static WatchedKie kie;
    private static RunningStack kiln;

    @BeforeAll
    static void start() {
        collector = OtlpReceiver.start();
        kie = WatchedKie.start();
        var on = new HashMap<>(collector.environment());
        on.put("QUARKUS_OTEL_SDK_DISABLED", "false");
        var dispatcher = new HashMap<>(on);
        dispatcher.put("KILN_KIE_BASE_URL", kie.url());
        dispatcher.put("QUARKUS_DATASOURCE_PASSWORD", Canaries.DATABASE_PASSWORD);
        kiln = RunningStack.start(
                "traces", Map.of(Part.GATEWAY, on, Part.DISPATCHER, dispatcher, Part.CALLBACK, on, Part.BILLING, on));
        kie.passTo(kiln.processes().ports().url(Part.SIMULATOR));
    }

    @AfterAll
    static void stop() {
        if (kiln != null) {
            kiln.close();
        }
        kie.close();
        collector.close();
    }

    @Test
    void oneTraceLeadsFromTheCallToTheCreateAndASecondFromTheCallbackIsLinkedToIt() {
        var id = kiln.submit(RunningStack.MODEL, kiln.input(""));
        kiln.awaitSuccess(id);

        var publish = span(id, "publish generation.requests");
        var call = span(publish.trace(), "", "POST /v1/generations");
        var take = span(id, "take generation.requests");
        var create = span(id, "create task");
        assertThat(List.of(publish, take, create))
                .extracting(ReceivedSpan::trace)
                .containsOnly(call.trace());
        assertThat(publish.parent()).isEqualTo(call.id());
        assertThat(take.parent()).isEqualTo(publish.id());
        assertThat(create.parent()).isEqualTo(take.id());
        assertThat(List.of(call, publish, take, create))
                .extracting(ReceivedSpan::service)
                .containsExactly("gateway-service", "gateway-service", "dispatcher-service", "dispatcher-service");
        assertThat(create.attributes()).isEqualTo(attributes(id, "created"));

        var callback = span(id, "callback");
        var settle = span(id, "settle");
        assertThat(callback.parent()).isEmpty();
        assertThat(callback.trace()).isNotEqualTo(call.trace());
        assertThat(callback.service()).isEqualTo("callback-service");
        assertThat(settle.trace()).isEqualTo(callback.trace());
        assertThat(settle.parent()).isEqualTo(callback.id());
        assertThat(settle.links()).containsExactly(call.trace());
        assertThat(settle.attributes()).isEqualTo(attributes(id, "succeeded"));
        assertThat(headersOf("kiln.generation.submissions")).anyMatch(header -> header.contains(call.trace()));
        assertThat(headersOf("kiln.generation.completions")).anyMatch(header -> header.contains(call.trace()));
    }

    private static Map<String, String> attributes(String id, String outcome) {
        return Map.of(
                "kiln.generation_id",
                id,
                "kiln.tenant",
                "local",
                "kiln.model",
                RunningStack.MODEL,
                "kiln.account",
                "main",
                "kiln.attempt",
                "1",
                "kiln.outcome",
                outcome);
    }

    @Test
    void aCallersTraceGoesOnAlsoUnderAnIdempotencyKey() {
        var theirs = "4bf92f3577b34da6a3ce929d0e0e4736";
        var door = new Door(kiln.processes().ports().url(Part.GATEWAY));
        var answer = door.post(
                "/v1/generations",
                "{\"model\": \"" + RunningStack.MODEL + "\", \"input\": " + kiln.input("") + "}",
                "Authorization",
                "Bearer " + kiln.processes().apiKey(),
                "Idempotency-Key",
                "\"order-of-traces\"",
                "traceparent",
                "00-" + theirs + "-00f067aa0ba902b7-01",
                "tracestate",
                "caller=canary",
                "baggage",
                "caller=canary");
        assertThat(answer.statusCode()).isEqualTo(202);
        var id = kiln.accepted(GenerationIds.ofIdempotencyKey("local", "order-of-traces"));
        kiln.awaitSuccess(id);

        assertThat(span(id, "create task").trace()).isEqualTo(theirs);
        assertThat(span(id, "settle").links()).containsExactly(theirs);
    }

    @Test
    void whatThePollerFindsOutIsLinkedToo() {
        var id = kiln.submitWith("callback-lost");
        kiln.awaitSuccess(id);

        var settle = span(id, "settle");
        assertThat(settle.parent()).isEmpty();
        assertThat(settle.links()).containsExactly(span(id, "create task").trace());
    }

    /** After all that can go wrong while a secret is held. */
    @Test
    @Order(Integer.MAX_VALUE)
    void noSecretIsInASpanAndNothingOfATraceAtKie() {
        Canaries.tempt(kiln);
        kiln.judgeAtQuiescence();
        var last = kiln.submit(RunningStack.MODEL, kiln.input(""));
        kiln.awaitSuccess(last);
        span(last, "settle");

        var traces = new ArrayList<Trace>();
        collector.bodies().forEach(body -> traces.add(new Trace("export", body)));
        assertThat(new SecretsStayHome(Canaries.of(kiln.processes())).violations(traces))
                .isEmpty();
        assertThat(collector.spans())
                .filteredOn(span -> !span.service().equals("gateway-service"))
                .allSatisfy(span -> assertThat(span.attributes().keySet())
                        .as(span.name())
                        .allMatch(name -> OURS.contains(name)
                                || name.equals("kiln.family")
                                || name.equals("http.response.status_code")
                                || name.startsWith("thread.")));
        assertThat(collector.spans().stream().map(ReceivedSpan::name).collect(Collectors.toSet()))
                .contains("GET /v1/generations/{id}")
                .hasSizeLessThan(15)
                .noneMatch(name -> name.contains("gen_"));

        var known = collector.spans().stream().map(ReceivedSpan::trace).collect(Collectors.toSet());
        assertThat(kie.calls()).extracting(WatchedKie.Call::path).contains("/api/v1/jobs/createTask");
        assertThat(kie.calls()).allSatisfy(call -> {
            assertThat(call.headers()).doesNotContainKeys("traceparent", "tracestate", "baggage", "b3");
            assertThat(known)
                    .noneMatch(trace -> call.headers().toString().contains(trace)
                            || call.body().contains(trace)
                            || call.path().contains(trace));
        });
    }

    private static List<String> headersOf(String topic) {
        return Traces.of(kiln.processes()).stream()
                .filter(trace -> trace.place().equals("topic " + topic + " header traceparent"))
                .map(Trace::text)
                .toList();
    }

    /** The one span of that name about the generation, once the collector has it. */
    private static ReceivedSpan span(String id, String name) {
        return span("", id, name);
    }

    private static ReceivedSpan span(String trace, String id, String name) {
        return await(name)
                .atMost(WITHIN)
                .until(
                        () -> collector.spans().stream()
                                .filter(span -> span.name().equals(name)
                                        && span.trace().startsWith(trace)
                                        && span.generationId().equals(id))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
