package dev.kiln.gateway.accept.adapter;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.gateway.accept.Appending;
import dev.kiln.tracecontext.SpanAttributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.Locale;

/** A span for each event on its way to Kafka, in the trace of the call that asks for it; without one there is none. */
final class PublishSpans {

    private final Tracer tracer;

    PublishSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Is of no effect where the call is not traced. */
    Span begin(Envelope event) {
        if (!Span.current().isRecording()) {
            return Span.getInvalid();
        }
        Span span = tracer.spanBuilder("publish " + event.type().topic().baseName())
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute(SpanAttributes.GENERATION_ID, event.event().key())
                .setAttribute(SpanAttributes.TENANT, event.tenantId())
                .startSpan();
        if (event.event() instanceof GenerationRequested requested) {
            span.setAttribute(SpanAttributes.MODEL, requested.model());
        }
        return span;
    }

    static void end(Span span, Appending appending) {
        span.setAttribute(SpanAttributes.OUTCOME, appending.name().toLowerCase(Locale.ROOT));
        if (appending != Appending.ACKNOWLEDGED) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
