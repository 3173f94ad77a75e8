package dev.kiln.dispatcher.intake.adapter;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.CancellationRequested;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.TaskSucceeded;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.RecordedSpans;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.tracecontext.TraceParent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class IntakeSpansTest {

    private static final CloudEventsCodec CODEC = new CloudEventsCodec("test.");

    private final RecordedSpans spans = new RecordedSpans();

    @Test
    void aRequestIsTakenInTheTraceThatItsRecordNames() {
        IncomingBatch batch = batch(Samples.TRACE_PARENT, requested());

        String stored = take(spans.tracer(), batch);

        assertThat(spans.ended()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("take generation.requests");
            assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
            assertThat(span.getTraceId()).isEqualTo(Samples.TRACE);
            assertThat(stored).isEqualTo("00-" + Samples.TRACE + "-" + span.getSpanId() + "-01");
            assertThat(RecordedSpans.attributes(span))
                    .isEqualTo(Map.of("kiln.generation_id", Samples.ID, "kiln.tenant", "studio"));
        });
    }

    @Test
    void aRequestOfAnUntracedServiceBeginsATrace() {
        take(spans.tracer(), batch(null, requested()));

        assertThat(spans.ended())
                .singleElement()
                .satisfies(span ->
                        assertThat(span.getParentSpanContext().isValid()).isFalse());
    }

    @Test
    void whatIsNotRecordedIsNotStored() {
        assertThat(take(OpenTelemetry.noop().getTracer("off"), batch(Samples.TRACE_PARENT, requested())))
                .isNull();
        assertThat(take(spans.tracer(Sampler.alwaysOff()), batch(Samples.TRACE_PARENT, requested())))
                .isNull();
        assertThat(take(spans.tracer(), batch(Samples.TRACE_PARENT, new CancellationRequested(Samples.ID))))
                .isNull();
        assertThat(spans.ended()).isEmpty();
    }

    @Test
    void aCompletionIsSettledInTheTraceOfItsCallback() {
        Envelope envelope = envelope(completed());
        RecordHeaders headers = new RecordHeaders();
        TraceParent.write(Samples.TRACE_PARENT, headers);
        List<Boolean> current = new ArrayList<>();

        new SettleSpans(spans.tracer())
                .within(headers, envelope, () -> current.add(Span.current().isRecording()));

        assertThat(current).containsExactly(true);
        assertThat(Span.current().isRecording()).isFalse();
        assertThat(spans.ended()).singleElement().satisfies(span -> {
            assertThat(span.getTraceId()).isEqualTo(Samples.TRACE);
            assertThat(RecordedSpans.attributes(span)).isEqualTo(Map.of("kiln.generation_id", Samples.ID));
        });
    }

    @Test
    void aCompletionIsSettledWithoutATraceToo() {
        List<Boolean> current = new ArrayList<>();

        new SettleSpans(OpenTelemetry.noop().getTracer("off"))
                .within(
                        new RecordHeaders(),
                        envelope(completed()),
                        () -> current.add(Span.current().isRecording()));

        assertThat(current).containsExactly(false);
    }

    private static String take(Tracer tracer, IncomingBatch batch) {
        try (RequestSpans begun = RequestSpans.begin(tracer, batch)) {
            return begun.traceParent(batch.envelopes().getFirst());
        }
    }

    private static IncomingBatch batch(String traceParent, KilnEvent event) {
        ProducerRecord<String, byte[]> sent = CODEC.write(envelope(event));
        TraceParent.write(traceParent, sent.headers());
        ConsumerRecord<String, byte[]> polled = new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                NOW.toEpochMilli(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> records =
                Map.of(new TopicPartition(sent.topic(), 0), List.of(polled));
        return new IncomingBatch(Topic.GENERATION_REQUESTS, new ConsumerRecords<>(records, Map.of()), CODEC);
    }

    private static Envelope envelope(KilnEvent event) {
        return new Envelope("event-1", URI.create("/test"), NOW, "studio", event);
    }

    private static GenerationRequested requested() {
        ObjectNode input = (ObjectNode) Samples.generation().input();
        return new GenerationRequested(Samples.ID, "kling/v2-1-pro", input, null, Map.of(), null, null, null);
    }

    private static TaskSucceeded completed() {
        return new TaskSucceeded(
                Samples.ID, 1, "jobs", "task-1", List.of("https://files.example.com/1.mp4"), Credits.of(50));
    }
}
