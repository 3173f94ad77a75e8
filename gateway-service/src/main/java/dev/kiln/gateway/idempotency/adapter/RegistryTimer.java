package dev.kiln.gateway.idempotency.adapter;

import dev.kiln.gateway.idempotency.ForgetOldKeys;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Forgets old keys every minute, never twice at once. */
@Singleton
public final class RegistryTimer {

    private static final Logger LOG = Logger.getLogger(RegistryTimer.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final ForgetOldKeys forgetOldKeys;
    private final Vertx vertx;
    private final Counter forgotten;
    private final AtomicBoolean busy = new AtomicBoolean();
    private long timer;

    public RegistryTimer(ForgetOldKeys forgetOldKeys, Vertx vertx, MeterRegistry meters) {
        this.forgetOldKeys = forgetOldKeys;
        this.vertx = vertx;
        this.forgotten = Counter.builder("kiln.registry.forgotten")
                .description("Idempotency keys that were kept long enough")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(PAUSE.toMillis(), id -> forget());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void forget() {
        if (busy.compareAndSet(false, true)) {
            forgetOldKeys.forget().whenComplete((count, failure) -> {
                busy.set(false);
                if (failure == null) {
                    forgotten.increment(count);
                } else {
                    LOG.warnf(
                            "Old idempotency keys are still kept: %s",
                            failure.getClass().getName());
                }
            });
        }
    }
}
