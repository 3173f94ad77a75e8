package dev.kiln.dispatcher.submit.adapter;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.dispatcher.RecordedSpans;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Submitting;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CreateSpansTest {

    private static final Duration TOOK = Duration.ofMillis(1500);

    private final RecordedSpans spans = new RecordedSpans();
    private final CreateSpans creates = new CreateSpans(spans.tracer(), Clock.fixed(NOW.plus(TOOK), ZoneOffset.UTC));

    @Test
    void aCreateIsInTheTraceOfItsRequestAndSaysWhatBecameOfIt() {
        creates.record(claimed(Samples.traced(Samples.generation())), "in_doubt");

        assertThat(spans.ended()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("create task");
            assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
            assertThat(span.getTraceId()).isEqualTo(Samples.TRACE);
            assertThat(Samples.TRACE_PARENT).contains(span.getParentSpanId());
            assertThat(Duration.ofNanos(span.getEndEpochNanos() - span.getStartEpochNanos()))
                    .isEqualTo(TOOK);
            assertThat(RecordedSpans.attributes(span))
                    .isEqualTo(Map.of(
                            "kiln.generation_id", Samples.ID,
                            "kiln.tenant", "studio",
                            "kiln.model", "kling/v2-1-pro",
                            "kiln.account", "main",
                            "kiln.attempt", "1",
                            "kiln.outcome", "in_doubt"));
        });
    }

    @Test
    void aRequestThatIsNotTracedHasNone() {
        creates.record(claimed(Samples.generation()), "created");

        assertThat(spans.ended()).isEmpty();
    }

    private static Submitting claimed(Generation generation) {
        return new Queued(generation, 0, false, null, NOW).claim("main", NOW, NOW.plusSeconds(60));
    }
}
