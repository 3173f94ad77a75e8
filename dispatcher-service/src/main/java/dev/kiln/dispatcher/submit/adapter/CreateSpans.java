package dev.kiln.dispatcher.submit.adapter;

import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.tracecontext.SpanAttributes;
import dev.kiln.tracecontext.TraceParent;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.time.Clock;

/**
 * A span for each create in the trace of its request, from the claim until the answer is recorded. It is made when that is
 * over: while Kie is spoken to, no span is there that could be passed on.
 */
public final class CreateSpans {

    private final Tracer tracer;
    private final Clock clock;

    public CreateSpans(Tracer tracer, Clock clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    void record(Submitting task, String outcome) {
        Generation generation = task.generation();
        if (generation.traceParent() == null) {
            return;
        }
        tracer.spanBuilder("create task")
                .setParent(TraceParent.parse(generation.traceParent()))
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(task.submission().submittedAt())
                .setAttribute(SpanAttributes.GENERATION_ID, generation.id())
                .setAttribute(SpanAttributes.TENANT, generation.tenantId())
                .setAttribute(SpanAttributes.MODEL, generation.request().model())
                .setAttribute(SpanAttributes.ACCOUNT, task.submission().account())
                .setAttribute(SpanAttributes.ATTEMPT, (long) task.submission().attempt())
                .setAttribute(SpanAttributes.OUTCOME, outcome)
                .startSpan()
                .end(clock.instant());
    }
}
