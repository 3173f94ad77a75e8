package dev.kiln.gateway.tenants.adapter;

import dev.kiln.gateway.tenants.AnnounceTenants;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Announces the tenants as the service starts, and again until Kafka has all of it. */
@Singleton
public final class TenantsTimer {

    private static final Logger LOG = Logger.getLogger(TenantsTimer.class);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

    private final AnnounceTenants tenants;
    private final Vertx vertx;
    private final Counter failures;
    private volatile boolean stopped;

    public TenantsTimer(AnnounceTenants tenants, Vertx vertx, MeterRegistry meters) {
        this.tenants = tenants;
        this.vertx = vertx;
        this.failures = Counter.builder("kiln.gateway.tenants.failures")
                .description("Announcements of the tenants that Kafka did not confirm")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        announce();
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void announce() {
        tenants.announce().whenComplete((confirmed, failure) -> {
            if (!Boolean.TRUE.equals(confirmed) && !stopped) {
                failures.increment();
                LOG.warn("Kafka did not confirm what is configured of the tenants; it is announced again");
                vertx.setTimer(AGAIN_AFTER.toMillis(), timer -> announce());
            }
        });
    }
}
