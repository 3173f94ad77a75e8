package dev.kiln.stack.guarantee;

import java.math.BigDecimal;

/** Credits that the ledger holds a tenant to have used for a model, summed over the days. */
public record Usage(String tenant, String model, BigDecimal credits) {}
