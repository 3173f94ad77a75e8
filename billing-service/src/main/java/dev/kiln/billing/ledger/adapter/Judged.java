package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.billing.ledger.Verdict;

/** An event of a batch and what became of it. */
record Judged(LedgerInput input, Verdict verdict) {}
