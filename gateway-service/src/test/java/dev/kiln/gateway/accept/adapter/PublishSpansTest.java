package dev.kiln.gateway.accept.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.gateway.Events;
import dev.kiln.gateway.accept.Appending;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishSpansTest {

    private static final String ID = GenerationIds.ofRequest("acme", "/test", "1");

    private final InMemorySpanExporter ended = InMemorySpanExporter.create();
    private final Tracer tracer = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(ended))
            .build()
            .get("test");
    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final KafkaRequests requests = new KafkaRequests(
            kafka,
            new CloudEventsCodec("test."),
            new IntakeBounds(4, Duration.ofMillis(1500), Duration.ofSeconds(5)),
            new SimpleMeterRegistry(),
            tracer);
    private final Envelope request = Events.of(ID).requested();

    @AfterEach
    void close() {
        requests.close();
    }

    @Test
    void aRequestsTraceGoesOnInItsRecord() {
        Span call = tracer.spanBuilder("call").startSpan();

        Appending appending;
        try (Scope scope = call.makeCurrent()) {
            appending = requests.append(request).toCompletableFuture().join();
        }

        assertThat(appending).isEqualTo(Appending.ACKNOWLEDGED);
        assertThat(published()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("publish generation.requests");
            assertThat(span.getParentSpanId()).isEqualTo(call.getSpanContext().getSpanId());
            assertThat(span.getAttributes().get(AttributeKey.stringKey("kiln.generation_id")))
                    .isEqualTo(ID);
            assertThat(span.getAttributes().get(AttributeKey.stringKey("kiln.tenant")))
                    .isEqualTo("acme");
            assertThat(span.getAttributes().get(AttributeKey.stringKey("kiln.outcome")))
                    .isEqualTo("acknowledged");
            assertThat(text(header())).isEqualTo("00-" + span.getTraceId() + "-" + span.getSpanId() + "-01");
        });
    }

    @Test
    void withoutATraceNothingIsAddedToTheRecord() {
        requests.append(request).toCompletableFuture().join();

        assertThat(header()).isNull();
        assertThat(ended.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void aRequestThatIsNotAcknowledgedIsAnError() {
        Span call = tracer.spanBuilder("call").startSpan();
        kafka.sendException = new IllegalStateException("Kafka is away");

        try (Scope scope = call.makeCurrent()) {
            requests.append(request).toCompletableFuture().join();
        }

        assertThat(published()).singleElement().satisfies(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getEvents()).isEmpty();
        });
    }

    /** The span ends as the answer is given, which may be a little later. */
    private List<SpanData> published() {
        return await().atMost(Duration.ofSeconds(5)).until(ended::getFinishedSpanItems, spans -> !spans.isEmpty());
    }

    private Header header() {
        return kafka.history().getFirst().headers().lastHeader("traceparent");
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.US_ASCII);
    }
}
