package dev.kiln.gateway.tenants;

/**
 * How a tenant is served.
 *
 * @param weight its share of the submissions against other tenants', from 1 to 1,000
 * @param maxRunning most of its tasks at Kie at a time; null for no limit of its own
 * @param waitsForBudget true: what is over budget waits for the reset; false: it fails
 */
public record TenantTerms(String tenantId, int weight, Integer maxRunning, boolean waitsForBudget) {

    public TenantTerms {
        if (weight < 1 || weight > 1000) {
            throw new IllegalArgumentException(
                    "kiln.tenants.\"" + tenantId + "\".weight must be from 1 to 1000, not " + weight);
        }
        if (maxRunning != null && maxRunning < 1) {
            throw new IllegalArgumentException(
                    "kiln.tenants.\"" + tenantId + "\".max-running must be 1 or more, not " + maxRunning);
        }
    }
}
