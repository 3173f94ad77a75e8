package dev.kiln.billing.reconcile;

import dev.kiln.contract.Credits;

/**
 * What the ledger has of a Kie account in all.
 *
 * @param bought the opening balance and the top-ups
 * @param charged to tenants
 * @param lost charged by Kie for tasks that no tenant pays for
 * @param unexplained gone without being charged for anything known, as an operator decided
 */
public record AccountSums(Credits bought, Credits charged, Credits lost, Credits unexplained) {

    /** The balance that Kie should have, were nothing in flight. */
    public Credits expected() {
        return bought.minus(charged).minus(lost).minus(unexplained);
    }

    public AccountSums minus(AccountSums earlier) {
        return new AccountSums(
                bought.minus(earlier.bought),
                charged.minus(earlier.charged),
                lost.minus(earlier.lost),
                unexplained.minus(earlier.unexplained));
    }
}
