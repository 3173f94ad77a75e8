package dev.kiln.billing.ledger;

import dev.kiln.contract.Credits;

/** One line of a booking; the amounts of a booking's entries sum to zero, and none of them is zero. */
public record Entry(LedgerAccount ledgerAccount, Position position, Credits amount) {}
