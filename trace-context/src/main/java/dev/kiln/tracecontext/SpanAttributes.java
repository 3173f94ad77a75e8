package dev.kiln.tracecontext;

import io.opentelemetry.api.common.AttributeKey;

/** What the spans of Kiln carry of its own; traces are searched by these names, so they stay as they are. */
public final class SpanAttributes {

    public static final AttributeKey<String> GENERATION_ID = AttributeKey.stringKey("kiln.generation_id");
    public static final AttributeKey<String> TENANT = AttributeKey.stringKey("kiln.tenant");
    public static final AttributeKey<String> MODEL = AttributeKey.stringKey("kiln.model");
    public static final AttributeKey<String> ACCOUNT = AttributeKey.stringKey("kiln.account");
    public static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("kiln.attempt");
    /** What became of what the span is about, in the words of the metrics. */
    public static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("kiln.outcome");

    private SpanAttributes() {}
}
