package dev.kiln.dispatcher.budget.adapter;

import dev.kiln.dispatcher.budget.BudgetsRead;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready as long as a budget may exist that is not known yet. */
@Readiness
@ApplicationScoped
public class BudgetsReadCheck implements HealthCheck {

    private final BudgetsRead read;

    BudgetsReadCheck(BudgetsRead read) {
        this.read = read;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("budgets are read")
                .status(read.done())
                .withData(
                        "claims",
                        read.done() ? "allowed" : "nothing is claimed before billing.budgets is read to its end")
                .build();
    }
}
