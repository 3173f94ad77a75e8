package dev.kiln.dispatcher;

import dev.kiln.tracecontext.Tracers;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the bean that traces. */
final class TraceBeans {

    private TraceBeans() {}

    @Produces
    @Singleton
    static Tracer tracer(OpenTelemetry telemetry, DispatcherConfig.Telemetry traces) {
        return Tracers.of(telemetry, traces.disabled());
    }
}
