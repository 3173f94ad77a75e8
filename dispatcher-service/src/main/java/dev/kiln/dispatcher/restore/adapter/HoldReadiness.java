package dev.kiln.dispatcher.restore.adapter;

import dev.kiln.dispatcher.stop.Hold;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Says whether claims are held. A replica that is held is ready all the same: an operator must reach it to end the hold. */
@Readiness
@ApplicationScoped
public class HoldReadiness implements HealthCheck {

    private final Hold hold;

    HoldReadiness(Hold hold) {
        this.hold = hold;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("claims").up();
        return hold.why()
                .map(why -> response.withData("held", why))
                .orElse(response)
                .build();
    }
}
