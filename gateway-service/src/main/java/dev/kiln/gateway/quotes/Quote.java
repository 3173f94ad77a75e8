package dev.kiln.gateway.quotes;

import dev.kiln.catalog.DatedPrice;
import dev.kiln.contract.Estimate;

/**
 * What a request would cost now.
 *
 * @param price the rule that says so
 */
public record Quote(String model, Estimate estimate, DatedPrice price, String catalogRevision) {}
