package dev.kiln.billing.budget;

import dev.kiln.contract.Credits;
import java.time.Instant;

/**
 * What a charge or a correction adds to a tenant's spend.
 *
 * @param countedAt when what is charged was submitted, for each correction too: they count in the period of the charge
 */
public record SpendChange(String tenant, String model, Instant countedAt, Credits difference) {}
