package dev.kiln.tracecontext;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    private final Headers headers = new RecordHeaders();

    @Test
    void aTraceGoesOnThroughARecordsHeaders() {
        Span span = tracer(Sampler.alwaysOn()).spanBuilder("publish").startSpan();

        TraceParent.write(span, headers);

        SpanContext read = Span.fromContext(TraceParent.read(headers)).getSpanContext();
        assertThat(read.getTraceId()).isEqualTo(span.getSpanContext().getTraceId());
        assertThat(read.getSpanId()).isEqualTo(span.getSpanContext().getSpanId());
        assertThat(read.isSampled()).isTrue();
        assertThat(read.isRemote()).isTrue();
    }

    @Test
    void nothingButTheTraceparentIsWritten() {
        SpanContext theirs = SpanContext.createFromRemoteParent(
                TRACE,
                "00f067aa0ba902b7",
                TraceFlags.getSampled(),
                TraceState.builder().put("vendor", "a-secret").build());
        Context context = Context.root()
                .with(Span.wrap(theirs))
                .with(Baggage.builder().put("prompt", "a cat").build());

        try (Scope scope = context.makeCurrent()) {
            TraceParent.write(tracer(Sampler.alwaysOn()).spanBuilder("publish").startSpan(), headers);
        }

        assertThat(headers).singleElement().satisfies(header -> {
            assertThat(header.key()).isEqualTo("traceparent");
            assertThat(text(header.value())).startsWith("00-" + TRACE).hasSize(PARENT.length());
        });
    }

    @Test
    void whatIsNotRecordedLeavesNothingBehind() {
        Tracer off = OpenTelemetry.noop().getTracer("off");
        Context theirs = TraceParent.parse(PARENT);

        TraceParent.write(off.spanBuilder("publish").setParent(theirs).startSpan(), headers);
        TraceParent.write(tracer(Sampler.alwaysOff()).spanBuilder("publish").startSpan(), headers);
        TraceParent.write((String) null, headers);

        assertThat(headers).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "a prompt",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-and-more"
            })
    void whatIsNoneOfW3CsIsTheRoot(String foreign) {
        headers.add("traceparent", foreign == null ? null : foreign.getBytes(StandardCharsets.UTF_8));

        assertThat(Span.fromContext(TraceParent.read(headers)).getSpanContext().isValid())
                .isFalse();
        assertThat(Span.fromContext(TraceParent.parse(foreign)).getSpanContext().isValid())
                .isFalse();
    }

    @Test
    void aRecordWithoutItIsTheRoot() {
        assertThat(TraceParent.read(headers)).isSameAs(Context.root());
    }

    private static Tracer tracer(Sampler sampler) {
        return SdkTracerProvider.builder().setSampler(sampler).build().get("test");
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.US_ASCII);
    }
}
