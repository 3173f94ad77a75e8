package dev.kiln.contract;

import java.time.Instant;

/**
 * What is spent of a budget has passed a threshold.
 *
 * @param percent the threshold: 50, 80 or 100
 * @param spent charged in the period
 * @param held held for what is on its way
 * @param resetsAt null for a budget that never resets
 */
public record BudgetThresholdReached(
        String tenantId, Budget budget, int percent, Credits spent, Credits held, Instant resetsAt)
        implements BillingEvent {

    public BudgetThresholdReached {
        Required.text("tenantId", tenantId);
        Required.present("budget", budget);
        Required.atLeast("percent", 1, percent);
        Required.notNegative("spent", spent);
        Required.notNegative("held", held);
    }

    @Override
    public String key() {
        return tenantId;
    }
}
