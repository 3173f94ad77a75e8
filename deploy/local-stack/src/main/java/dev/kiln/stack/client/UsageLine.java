package dev.kiln.stack.client;

import java.math.BigDecimal;

/**
 * What a tenant used of a model by a Kie account, on a day in UTC.
 *
 * @param held for what was submitted on the day and has not ended
 */
public record UsageLine(String tenant, String model, String account, String day, BigDecimal credits, BigDecimal held) {}
