package dev.kiln.tracecontext;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;

/** The tracer of Kiln's own spans. */
public final class Tracers {

    private static final String NAME = "dev.kiln";

    private Tracers() {}

    /** One that records nothing where the SDK is disabled: the SDK itself would still record, and only not send. */
    public static Tracer of(OpenTelemetry telemetry, boolean disabled) {
        return (disabled ? OpenTelemetry.noop() : telemetry).getTracer(NAME);
    }
}
