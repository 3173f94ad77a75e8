package dev.kiln.billing.reconcile.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kiln.billing.reconcile.AccountSums;
import dev.kiln.billing.reconcile.Reading;
import dev.kiln.contract.Credits;
import java.time.Instant;
import java.util.List;

/**
 * How a Kie account's balance came about in some time: opening + topUps + takenBeforeFirstReading - charges - losses -
 * bookedUnexplained = expected, and {@code closing} is what Kie says.
 *
 * @param takenBeforeFirstReading of the charges and losses, what lessened no balance that was read
 * @param heldAtClose Kie may have taken as much for open tasks already
 * @param difference what the closing balance is short of, in this time alone
 * @param unexplained what is missing since the account was opened, beyond what is held; negative for a surplus
 * @param suggestedTopUp what may have been bought and is not booked by now; absent where nothing looks like it, and where
 *     the closing balance is not the account's newest
 * @param explanations the generations that it may have gone to; absent where nothing is unexplained
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReconciliationView(
        String account,
        String stoppedBy,
        Instant stoppedAt,
        Balance opening,
        Credits topUps,
        Credits takenBeforeFirstReading,
        Credits charges,
        Credits losses,
        Credits bookedUnexplained,
        Credits expected,
        Balance closing,
        Credits heldAtClose,
        Credits difference,
        Credits unexplained,
        Credits suggestedTopUp,
        List<PgSuspects.Suspect> explanations) {

    record Balance(Instant readAt, Credits credits) {

        static Balance of(Reading reading) {
            return new Balance(reading.readAt(), reading.balance());
        }
    }

    /** Of an account whose balance was not read in that time, or whose sums are larger than credits can be. */
    static ReconciliationView withoutFigures(PgBalances.Account account) {
        return new ReconciliationView(
                account.name(),
                account.stoppedBy(),
                account.stoppedBy() == null ? null : account.changedAt(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static ReconciliationView of(
            PgBalances.Account account,
            Reading opening,
            Reading closing,
            Credits suggestedTopUp,
            List<PgSuspects.Suspect> explanations) {
        AccountSums moved = closing.sums().minus(opening.sums());
        Credits expected = opening.balance().plus(moved.expected());
        return new ReconciliationView(
                account.name(),
                account.stoppedBy(),
                account.stoppedBy() == null ? null : account.changedAt(),
                Balance.of(opening),
                moved.bought(),
                moved.takenBefore(),
                moved.charged(),
                moved.lost(),
                moved.unexplained(),
                expected,
                Balance.of(closing),
                closing.held(),
                expected.minus(closing.balance()),
                closing.unexplained(),
                suggestedTopUp.isZero() ? null : suggestedTopUp,
                closing.unexplained().isZero() ? null : explanations);
    }
}
