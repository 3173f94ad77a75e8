package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.billing.ledger.Verdict;

/**
 * An event of a batch and what became of it.
 *
 * @param number its place in the journal, if it was applied
 */
record Judged(long number, LedgerInput input, Verdict verdict) {}
