package dev.kiln.billing.ledger.adapter;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down while a batch has been waiting too long for the database or the broker. */
@Readiness
@ApplicationScoped
class IntakeReadiness implements HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Clock clock;
    private volatile Instant startedAt;

    IntakeReadiness(Clock clock) {
        this.clock = clock;
    }

    Uni<Void> watched(Uni<Void> batch) {
        return batch.onSubscription()
                .invoke(() -> startedAt = clock.instant())
                .onTermination()
                .invoke(() -> startedAt = null);
    }

    @Override
    public HealthCheckResponse call() {
        Instant since = startedAt;
        Duration waited = since == null ? Duration.ZERO : Duration.between(since, clock.instant());
        return HealthCheckResponse.named("intake")
                .status(waited.compareTo(PATIENCE) <= 0)
                .withData("batch waits for seconds", waited.toSeconds())
                .build();
    }
}
