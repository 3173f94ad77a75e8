package dev.kiln.contract;

/**
 * How the dispatcher treats a tenant; replaces what was set before.
 *
 * @param revision rises with each change
 * @param weight the tenant's share of the submissions against other tenants', 1 or more
 * @param maxRunning most tasks at a time; null for no limit of its own
 * @param waitsForBudget true: what is over budget waits for the reset; false: it fails
 */
public record TenantSet(String tenantId, long revision, int weight, Integer maxRunning, boolean waitsForBudget)
        implements KilnEvent {

    public TenantSet {
        Required.text("tenantId", tenantId);
        Required.atLeast("revision", 1, revision);
        Required.atLeast("weight", 1, weight);
        if (maxRunning != null) {
            Required.atLeast("maxRunning", 1, maxRunning);
        }
    }

    @Override
    public String key() {
        return tenantId;
    }
}
