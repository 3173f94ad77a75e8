package dev.kiln.callback.receive.adapter;

import dev.kiln.callback.receive.CallbackMeter;
import dev.kiln.callback.receive.Places;
import dev.kiln.contract.TaskEvent;
import dev.kiln.contract.TaskFailed;
import dev.kiln.contract.TaskHinted;
import dev.kiln.contract.TaskSucceeded;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Metrics {@code kiln_callback_*}; every tag's values are a short closed list. */
@ApplicationScoped
class MicrometerCallbackMeter implements CallbackMeter {

    private final MeterRegistry registry;

    MicrometerCallbackMeter(MeterRegistry registry, Places places) {
        this.registry = registry;
        Gauge.builder("kiln.callback.in.flight", places, Places::taken).register(registry);
    }

    @Override
    public void announced(TaskEvent event, Duration publishing) {
        registry.counter("kiln.callback.received", "family", event.family(), "outcome", outcome(event))
                .increment();
        if (event instanceof TaskHinted hinted) {
            registry.counter("kiln.callback.hints", "reason", hinted.reason()).increment();
        }
        registry.timer("kiln.callback.publish").record(publishing);
    }

    @Override
    public void unconfirmed() {
        registry.counter("kiln.callback.unconfirmed").increment();
    }

    @Override
    public void refused(int status) {
        registry.counter("kiln.callback.refused", "status", Integer.toString(status))
                .increment();
    }

    @Override
    public void creditsUnreadable(String family) {
        registry.counter("kiln.callback.credits.unreadable", "family", family).increment();
    }

    private static String outcome(TaskEvent event) {
        return switch (event) {
            case TaskSucceeded succeeded -> "succeeded";
            case TaskFailed failed -> "failed";
            case TaskHinted hinted -> "hinted";
        };
    }
}
