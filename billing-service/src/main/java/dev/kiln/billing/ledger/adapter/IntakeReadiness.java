package dev.kiln.billing.ledger.adapter;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Down while a batch has been waiting too long for the database or the broker. */
@Readiness
@ApplicationScoped
class IntakeReadiness implements HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Clock clock;
    private final Map<String, Instant> startedAt = new ConcurrentHashMap<>();

    IntakeReadiness(Clock clock) {
        this.clock = clock;
    }

    Uni<Void> watched(String channel, Uni<Void> batch) {
        return batch.onSubscription()
                .invoke(() -> startedAt.put(channel, clock.instant()))
                .onTermination()
                .invoke(() -> startedAt.remove(channel));
    }

    @Override
    public HealthCheckResponse call() {
        Instant now = clock.instant();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("intake").up();
        startedAt.forEach((channel, since) -> {
            Duration waited = Duration.between(since, now);
            if (waited.compareTo(PATIENCE) > 0) {
                response.down().withData(channel, "its batch has waited for " + waited.toSeconds() + " s");
            }
        });
        return response.build();
    }
}
