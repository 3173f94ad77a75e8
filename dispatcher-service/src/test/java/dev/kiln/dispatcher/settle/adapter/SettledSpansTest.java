package dev.kiln.dispatcher.settle.adapter;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.dispatcher.RecordedSpans;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Samples;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettledSpansTest {

    private final RecordedSpans spans = new RecordedSpans();
    private final Tracer tracer = spans.tracer();
    private final SettledSpans settled = new SettledSpans(tracer);

    @Test
    void aCallbacksTraceIsLinkedToTheRequests() {
        Span callback = tracer.spanBuilder("settle").startSpan();

        try (Scope scope = callback.makeCurrent()) {
            settled.record(finished(Samples.traced(Samples.generation())), "succeeded");
        }
        callback.end();

        assertThat(spans.ended()).singleElement().satisfies(span -> {
            assertThat(span.getTraceId()).isNotEqualTo(Samples.TRACE);
            assertThat(span.getLinks())
                    .singleElement()
                    .satisfies(link ->
                            assertThat(link.getSpanContext().getTraceId()).isEqualTo(Samples.TRACE));
            assertThat(RecordedSpans.attributes(span))
                    .isEqualTo(Map.of(
                            "kiln.generation_id", Samples.ID,
                            "kiln.tenant", "studio",
                            "kiln.model", "kling/v2-1-pro",
                            "kiln.account", "main",
                            "kiln.attempt", "1",
                            "kiln.outcome", "succeeded"));
        });
    }

    @Test
    void theCallbackOfARequestThatWasNotTracedIsLinkedToNothing() {
        Span callback = tracer.spanBuilder("settle").startSpan();

        try (Scope scope = callback.makeCurrent()) {
            settled.record(finished(Samples.generation()), "succeeded");
        }
        callback.end();

        assertThat(spans.ended())
                .singleElement()
                .satisfies(span -> assertThat(span.getLinks()).isEmpty());
    }

    @Test
    void whatThePollerLearnsIsATraceOfItsOwnLinkedToTheRequests() {
        settled.record(finished(Samples.traced(Samples.generation())), "failed");
        settled.record(finished(Samples.generation()), "failed");

        assertThat(spans.ended()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("settle");
            assertThat(span.getParentSpanContext().isValid()).isFalse();
            assertThat(span.getLinks()).hasSize(1);
        });
    }

    private static Finished finished(Generation generation) {
        return (Finished) new Queued(generation, 0, false, null, NOW)
                .claim("main", NOW, NOW.plusSeconds(60))
                .finish("task-1", Samples.success("50"), NOW)
                .next();
    }
}
