package dev.kiln.dispatcher;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a tracer records, in memory. */
public final class RecordedSpans {

    private final InMemorySpanExporter ended = InMemorySpanExporter.create();

    public Tracer tracer() {
        return tracer(Sampler.alwaysOn());
    }

    public Tracer tracer(Sampler sampler) {
        return SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(SimpleSpanProcessor.create(ended))
                .build()
                .get("test");
    }

    public List<SpanData> ended() {
        return ended.getFinishedSpanItems();
    }

    /** Attributes by name, as text. */
    public static Map<String, String> attributes(SpanData span) {
        return span.getAttributes().asMap().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> ((AttributeKey<?>) entry.getKey()).getKey(),
                        entry -> entry.getValue().toString()));
    }
}
