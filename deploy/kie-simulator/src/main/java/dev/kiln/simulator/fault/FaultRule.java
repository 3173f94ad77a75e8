package dev.kiln.simulator.fault;

import java.math.BigDecimal;

/**
 * A fault laid on creates by an operator.
 *
 * @param model only creates of this model; null for all
 * @param share of the creates that are hit, above 0 and up to 1
 * @param count how many creates it hits before it is spent; null for no limit
 */
public record FaultRule(String model, BigDecimal share, Fault fault, Integer count) {

    /** @throws IllegalArgumentException naming the field that does not fit */
    public FaultRule {
        if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("share must be above 0 and at most 1, not " + share);
        }
        if (count != null && count < 1) {
            throw new IllegalArgumentException("count must be at least 1, not " + count);
        }
    }

    /** Reads the fault's word. */
    public static FaultRule of(String model, BigDecimal share, String fault, Integer count) {
        return new FaultRule(model, share, Fault.named(fault), count);
    }

    boolean covers(String modelId) {
        return model == null || model.equals(modelId);
    }
}
