package dev.kiln.dispatcher.live.adapter;

import dev.kiln.dispatcher.live.Progress;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Liveness is about being stuck and nothing else: an outage elsewhere restarts nobody. */
@Liveness
@ApplicationScoped
public class ProgressLiveness implements HealthCheck {

    private final Progress progress;

    ProgressLiveness(Progress progress) {
        this.progress = progress;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("consumes what waits")
                .status(progress.isAlive())
                .withData("stuckSeconds", progress.stuckFor().toSeconds())
                .build();
    }
}
