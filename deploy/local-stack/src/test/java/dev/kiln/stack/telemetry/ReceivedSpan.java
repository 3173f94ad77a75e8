package dev.kiln.stack.telemetry;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as a collector got it; ids in hexadecimal.
 *
 * @param parent empty for the first of a trace
 * @param links the traces that it is linked to
 */
public record ReceivedSpan(
        String service,
        String name,
        String trace,
        String id,
        String parent,
        Map<String, String> attributes,
        List<String> links) {

    static ReceivedSpan of(String service, Span span) {
        var attributes = new TreeMap<String, String>();
        span.getAttributesList().forEach(each -> attributes.put(each.getKey(), text(each.getValue())));
        return new ReceivedSpan(
                service,
                span.getName(),
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                attributes,
                span.getLinksList().stream().map(link -> hex(link.getTraceId())).toList());
    }

    public String generationId() {
        return attributes.getOrDefault("kiln.generation_id", "");
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            default -> value.toString();
        };
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
