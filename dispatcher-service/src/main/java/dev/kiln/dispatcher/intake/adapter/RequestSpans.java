package dev.kiln.dispatcher.intake.adapter;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.intake.AcceptRequest;
import dev.kiln.tracecontext.SpanAttributes;
import dev.kiln.tracecontext.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.util.IdentityHashMap;
import java.util.Map;

/** A span for each request of a batch, from its arrival until it is stored. */
final class RequestSpans implements AutoCloseable {

    private static final String NAME = "take " + Topic.GENERATION_REQUESTS.baseName();

    private final Map<Envelope, Span> spans = new IdentityHashMap<>();

    private RequestSpans() {}

    static RequestSpans begin(Tracer tracer, IncomingBatch batch) {
        RequestSpans begun = new RequestSpans();
        for (Envelope envelope : batch.envelopes()) {
            if (envelope.event() instanceof GenerationRequested requested) {
                Span span = tracer.spanBuilder(NAME)
                        .setParent(TraceParent.read(batch.headers(envelope)))
                        .setSpanKind(SpanKind.CONSUMER)
                        .startSpan();
                if (span.isRecording()) {
                    span.setAttribute(SpanAttributes.GENERATION_ID, AcceptRequest.generationId(envelope, requested));
                    span.setAttribute(SpanAttributes.TENANT, envelope.tenantId());
                    begun.spans.put(envelope, span);
                }
            }
        }
        return begun;
    }

    /** Null where its span is not recorded. */
    String traceParent(Envelope envelope) {
        Span span = spans.get(envelope);
        return span == null ? null : TraceParent.of(span).orElse(null);
    }

    @Override
    public void close() {
        spans.values().forEach(Span::end);
    }
}
