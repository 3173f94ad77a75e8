package dev.kiln.stack.guarantee;

import java.math.BigDecimal;

/**
 * Credits of a Kie account that the ledger holds a tenant to have used for a model.
 *
 * @param held for what has not ended
 */
public record Usage(String tenant, String model, String account, BigDecimal credits, BigDecimal held) {}
