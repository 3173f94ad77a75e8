package dev.kiln.billing.reconcile;

import dev.kiln.contract.Credits;

/**
 * What the ledger has of a Kie account in all.
 *
 * @param bought the opening balance and the top-ups
 * @param takenBefore what of the two below lessened no balance that was read: Kie had taken it before the first
 * @param charged to tenants
 * @param lost charged by Kie for tasks that no tenant pays for
 * @param unexplained gone without being charged for anything known, as an operator decided
 */
public record AccountSums(Credits bought, Credits takenBefore, Credits charged, Credits lost, Credits unexplained) {

    /** The balance that Kie should have, were nothing in flight. */
    public Credits expected() {
        return bought.plus(takenBefore).minus(charged).minus(lost).minus(unexplained);
    }

    public AccountSums minus(AccountSums earlier) {
        return new AccountSums(
                bought.minus(earlier.bought),
                takenBefore.minus(earlier.takenBefore),
                charged.minus(earlier.charged),
                lost.minus(earlier.lost),
                unexplained.minus(earlier.unexplained));
    }
}
