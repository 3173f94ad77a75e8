package dev.kiln.dispatcher.intake.adapter;

import dev.kiln.contract.Envelope;
import dev.kiln.tracecontext.SpanAttributes;
import dev.kiln.tracecontext.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import org.apache.kafka.common.header.Headers;

/** A span, in the trace of its callback, for what is done about each task's completion. */
final class SettleSpans {

    private final Tracer tracer;

    SettleSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** The span is the thread's own while the work is done, so that whoever knows the generation can add to it. */
    void within(Headers headers, Envelope envelope, Runnable work) {
        Span span = tracer.spanBuilder("settle")
                .setParent(TraceParent.read(headers))
                .setSpanKind(SpanKind.CONSUMER)
                .startSpan();
        if (!span.isRecording()) {
            work.run();
            return;
        }
        span.setAttribute(SpanAttributes.GENERATION_ID, envelope.event().key());
        try (Scope scope = span.makeCurrent()) {
            work.run();
        } finally {
            span.end();
        }
    }
}
