package dev.kiln.stack.client;

import java.math.BigDecimal;

/** What a tenant used of a model, on a day in UTC. */
public record UsageLine(String tenant, String model, String day, BigDecimal credits) {}
