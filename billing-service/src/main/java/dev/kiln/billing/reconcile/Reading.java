package dev.kiln.billing.reconcile;

import dev.kiln.contract.Credits;
import java.time.Instant;

/**
 * Kie's balance, and the ledger as it was when the reading came.
 *
 * @param held for the account's open tasks: Kie may have taken as much already
 * @param since booked since the balance was read: Kie may not have taken as much yet
 */
public record Reading(String account, Instant readAt, Credits balance, AccountSums sums, Credits held, Credits since) {

    /** How much less Kie has than the ledger expects. */
    public Credits missing() {
        return sums.expected().minus(balance);
    }

    /**
     * What is missing beyond what is in flight; negative where Kie has more than it can, as after a top-up that nobody told
     * the ledger.
     */
    public Credits unexplained() {
        Credits missing = missing();
        if (missing.compareTo(held) > 0) {
            return missing.minus(held);
        }
        Credits surplus = missing.plus(since);
        return surplus.isNegative() ? surplus : Credits.ZERO;
    }

    /** The same balance beside later sums of what operators decided, which explain it after the fact. */
    public Reading with(Credits boughtByNow, Credits unexplainedByNow) {
        AccountSums decided =
                new AccountSums(boughtByNow, sums.takenBefore(), sums.charged(), sums.lost(), unexplainedByNow);
        return new Reading(account, readAt, balance, decided, held, since);
    }

    /** What may have been bought without the ledger knowing; zero where nothing looks like it. */
    public Credits suggestedTopUp() {
        return unexplained().isNegative() ? unexplained().negated() : Credits.ZERO;
    }
}
