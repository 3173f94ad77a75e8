package dev.kiln.dispatcher.fair;

import dev.kiln.contract.Lane;

/**
 * A tenant's lane in which something waits.
 *
 * @param weight of the tenant, from 1; above 1,000 it counts as 1,000
 */
public record Flow(String tenantId, Lane lane, int weight) {

    private static final int HEAVIEST = 1000;

    public Flow {
        if (weight < 1) {
            throw new IllegalArgumentException("a weight is at least 1, but is " + weight);
        }
        weight = Math.min(weight, HEAVIEST);
    }
}
