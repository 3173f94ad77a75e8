package dev.kiln.callback.receive.adapter;

import dev.kiln.callbackurl.CallbackAddress;
import dev.kiln.tracecontext.SpanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;

/** A trace for each callback with a valid token, which begins here: Kie is told of none and asked for none. */
@ApplicationScoped
class CallbackSpans {

    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> FAMILY = AttributeKey.stringKey("kiln.family");
    private static final int SERVER_ERROR = 500;

    private final Tracer tracer;

    CallbackSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Names the generation and never the path, which is a secret. */
    Span begin(CallbackAddress address) {
        return tracer.spanBuilder("callback")
                .setNoParent()
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(SpanAttributes.GENERATION_ID, address.generationId())
                .setAttribute(SpanAttributes.ATTEMPT, (long) address.attempt())
                .setAttribute(FAMILY, address.family())
                .startSpan();
    }

    /** @param answered false where the caller did not wait for it */
    static void end(Span span, boolean answered, int status) {
        if (answered) {
            span.setAttribute(STATUS, (long) status);
        }
        if (!answered || status >= SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
