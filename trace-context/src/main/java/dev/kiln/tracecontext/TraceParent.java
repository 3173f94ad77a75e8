package dev.kiln.tracecontext;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The W3C {@code traceparent} of a span: how its trace goes on through Kafka and through a table. Nothing else of a trace
 * is carried, neither {@code tracestate} nor baggage, and nothing at all of what is not recorded.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
 */
public final class TraceParent {

    public static final String HEADER = "traceparent";

    private TraceParent() {}

    /** Empty where the span is not recorded. */
    public static Optional<String> of(Span span) {
        if (!span.isRecording()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        W3CTraceContextPropagator.getInstance().inject(Context.root().with(span), text, (carrier, name, value) -> {
            if (name.equals(HEADER)) {
                carrier.append(value);
            }
        });
        return Optional.of(text.toString());
    }

    /** What the text names as a parent; the root where it is null or none of W3C's. */
    public static Context parse(String traceParent) {
        return traceParent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceParent, ONLY_IT);
    }

    public static void write(Span span, Headers headers) {
        of(span).ifPresent(text -> write(text, headers));
    }

    /** Does nothing for null. */
    public static void write(String traceParent, Headers headers) {
        if (traceParent != null) {
            headers.add(HEADER, traceParent.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The root where the record has none, or one that is none of W3C's. */
    public static Context read(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header == null || header.value() == null
                ? Context.root()
                : parse(new String(header.value(), StandardCharsets.US_ASCII));
    }

    private static final TextMapGetter<String> ONLY_IT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceParent) {
            return List.of(HEADER);
        }

        @Override
        public String get(String traceParent, String name) {
            return name.equals(HEADER) ? traceParent : null;
        }
    };
}
