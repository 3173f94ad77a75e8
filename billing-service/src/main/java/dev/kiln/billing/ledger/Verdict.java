package dev.kiln.billing.ledger;

import dev.kiln.contract.BillingEvent;
import java.util.List;
import java.util.Optional;

/** What became of an event. Sealed, so that whoever writes and counts verdicts must say what a new one means to him. */
public sealed interface Verdict {

    /** The newest event of its generation: its entries, perhaps none, lead from {@code before} to {@code after}. */
    record Booked(
            BookedGeneration before, BookedGeneration after, List<Entry> entries, Optional<BillingEvent> announcement)
            implements Verdict {}

    /** Older than what is known: remembered, and nothing else. */
    record Stale() implements Verdict {}

    /** Applied before. */
    record Duplicate() implements Verdict {}

    /** Contradicts what is known, or makes no sense: not applied, not remembered, set aside with its reason. */
    record Refused(String reason, String detail) implements Verdict {}
}
