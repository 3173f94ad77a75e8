package dev.kiln.billing.ledger;

import dev.kiln.billing.budget.SpendChange;
import dev.kiln.contract.BillingEvent;
import dev.kiln.contract.Credits;
import java.util.List;
import java.util.Optional;

/** What became of an event. Sealed, so that whoever writes and counts verdicts must say what a new one means to him. */
public sealed interface Verdict {

    /**
     * The newest event of its generation, or of one of its tasks: its entries, perhaps none, lead from {@code before} to
     * {@code after}.
     *
     * @param aboveHold whether it charges more than was held for it
     */
    record Booked(
            BookedGeneration before,
            BookedGeneration after,
            List<Entry> entries,
            Optional<BillingEvent> announcement,
            boolean aboveHold)
            implements Verdict {

        /** Empty where the tenant's spend stays as it was. */
        public Optional<SpendChange> spendChange() {
            Credits difference = said(after).minus(said(before));
            return difference.isZero()
                    ? Optional.empty()
                    : Optional.of(new SpendChange(
                            after.tenant(), after.model(), after.announced().countedAt(), difference));
        }

        /** Whether a further task of the generation took credits for which nobody pays. */
        public boolean isLoss() {
            return entries.stream()
                    .anyMatch(entry -> entry.ledgerAccount() == LedgerAccount.LOSS
                            && !entry.amount().isNegative());
        }

        private static Credits said(BookedGeneration generation) {
            return generation.announced() == null
                    ? Credits.ZERO
                    : generation.announced().credits();
        }
    }

    /** Older than what is known: remembered, and nothing else. */
    record Stale() implements Verdict {}

    /** Applied before. */
    record Duplicate() implements Verdict {}

    /** Contradicts what is known, or makes no sense: not applied, not remembered, set aside with its reason. */
    record Refused(String reason, String detail) implements Verdict {}
}
