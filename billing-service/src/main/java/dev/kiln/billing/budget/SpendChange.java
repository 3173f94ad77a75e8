package dev.kiln.billing.budget;

import dev.kiln.contract.Credits;
import java.time.Instant;

/**
 * What a charge or a correction adds to a tenant's spend.
 *
 * @param chargedAt of the charge, for each of its corrections too: they count in the period of the charge
 */
public record SpendChange(String tenant, String model, Instant chargedAt, Credits difference) {}
