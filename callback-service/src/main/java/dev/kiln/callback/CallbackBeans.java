package dev.kiln.callback;

import dev.kiln.callback.receive.CallbackMeter;
import dev.kiln.callback.receive.Places;
import dev.kiln.callback.receive.ReadCallback;
import dev.kiln.callback.signature.WebhookSignature;
import dev.kiln.callbackurl.CallbackUrls;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.tracecontext.Tracers;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Makes beans of the domain's classes. */
final class CallbackBeans {

    private CallbackBeans() {}

    @Produces
    @Singleton
    static Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    static Places places(CallbackConfig config) {
        return new Places(config.maxInFlight());
    }

    @Produces
    @Singleton
    static Tracer tracer(OpenTelemetry telemetry, CallbackConfig.Telemetry traces) {
        return Tracers.of(telemetry, traces.disabled());
    }

    @Produces
    @Singleton
    static CloudEventsCodec codec(CallbackConfig.Topics topics) {
        return new CloudEventsCodec(topics.prefix());
    }

    @Produces
    @Singleton
    static ReadCallback readCallback(CallbackConfig config, CallbackMeter meter, Clock clock) {
        return new ReadCallback(
                new CallbackUrls(config.tokenKeys()),
                new WebhookSignature(config.hmacKeys().orElse(List.of()), config.signatureWindow(), clock),
                meter,
                clock);
    }
}
