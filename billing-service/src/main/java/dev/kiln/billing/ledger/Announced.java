package dev.kiln.billing.ledger;

import dev.kiln.contract.Credits;
import dev.kiln.contract.Submission;

/** The charge of a generation that was last said on billing.charges, and the event that it came from. */
public record Announced(String eventId, Submission submission, Credits credits) {}
