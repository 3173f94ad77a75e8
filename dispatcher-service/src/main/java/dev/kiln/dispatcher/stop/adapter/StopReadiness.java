package dev.kiln.dispatcher.stop.adapter;

import dev.kiln.dispatcher.stop.Stopping;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready from the moment on in which the service begins to stop. */
@Readiness
@ApplicationScoped
public class StopReadiness implements HealthCheck {

    private final Stopping stopping;

    StopReadiness(Stopping stopping) {
        this.stopping = stopping;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("is not stopping")
                .status(!stopping.stopped())
                .build();
    }
}
