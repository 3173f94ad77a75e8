package dev.kiln.billing.ledger;

import dev.kiln.contract.Credits;
import dev.kiln.contract.Submission;
import java.time.Instant;

/**
 * The charge of a generation that was last said on billing.charges, and the event that it came from.
 *
 * @param countedAt in whose day and month the budgets count it: when the first attempt that was charged was submitted; a
 *     correction does not move it
 */
public record Announced(String eventId, Submission submission, Credits credits, Instant countedAt) {}
