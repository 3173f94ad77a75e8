package dev.kiln.dispatcher.settle.adapter;

import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.tracecontext.SpanAttributes;
import dev.kiln.tracecontext.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;

/**
 * Joins the trace in which a generation ends to the one in which it was asked for: by a link, since Kie, which stands
 * between the two, is told of neither.
 */
public final class SettledSpans {

    private final Tracer tracer;

    public SettledSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** On the span of the callback's event; what a record says, which no callback told, gets one of its own. */
    void record(Finished task, String outcome) {
        Span current = Span.current();
        if (current.isRecording()) {
            describe(current, task, outcome);
        } else if (task.generation().traceParent() != null) {
            Span span = tracer.spanBuilder("settle").setNoParent().startSpan();
            describe(span, task, outcome);
            span.end();
        }
    }

    private static void describe(Span span, Finished task, String outcome) {
        Generation generation = task.generation();
        span.setAttribute(SpanAttributes.GENERATION_ID, generation.id());
        span.setAttribute(SpanAttributes.TENANT, generation.tenantId());
        span.setAttribute(SpanAttributes.MODEL, generation.request().model());
        span.setAttribute(SpanAttributes.ACCOUNT, task.completion().submission().account());
        span.setAttribute(
                SpanAttributes.ATTEMPT, (long) task.completion().submission().attempt());
        span.setAttribute(SpanAttributes.OUTCOME, outcome);
        SpanContext asked =
                Span.fromContext(TraceParent.parse(generation.traceParent())).getSpanContext();
        if (asked.isValid()) {
            span.addLink(asked);
        }
    }
}
