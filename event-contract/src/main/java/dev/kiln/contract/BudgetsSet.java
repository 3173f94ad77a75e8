package dev.kiln.contract;

import java.time.ZoneId;
import java.util.List;

/**
 * All budgets of a tenant; replaces what was set before.
 *
 * @param revision rises with each change
 * @param timeZone where the days and months of the periods begin
 */
public record BudgetsSet(String tenantId, long revision, ZoneId timeZone, List<Budget> budgets)
        implements BillingEvent {

    public BudgetsSet {
        Required.text("tenantId", tenantId);
        Required.atLeast("revision", 1, revision);
        Required.present("timeZone", timeZone);
        budgets = Required.copied(budgets);
    }

    @Override
    public String key() {
        return tenantId;
    }
}
