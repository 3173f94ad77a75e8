package dev.kiln.billing.ledger;

import dev.kiln.contract.BillingEvent;
import dev.kiln.contract.BudgetThresholdReached;
import dev.kiln.contract.BudgetsSet;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.Credits;
import dev.kiln.contract.CreditsCharged;
import dev.kiln.contract.CreditsCorrected;
import dev.kiln.contract.Submission;
import java.time.Instant;
import java.util.Optional;

/** What is said on billing.charges of an applied event: a generation's first charge, then corrections to it. */
final class Announcement {

    private Announcement() {}

    static Optional<BillingEvent> of(Announced before, LedgerInput input, Instant now) {
        return before == null
                ? input.completion()
                        .filter(end -> end.charge() != null && end.submission() != null)
                        .map(end -> charged(input, end))
                : Optional.of(corrected(before, input, now));
    }

    static Announced remembered(Announced before, BillingEvent said, LedgerInput input) {
        return switch (said) {
            case CreditsCharged charged ->
                new Announced(
                        input.eventId(),
                        charged.submission(),
                        charged.charge().credits(),
                        charged.submission().submittedAt());
            case CreditsCorrected corrected ->
                new Announced(
                        input.eventId(),
                        corrected.submission(),
                        corrected.charge().credits(),
                        before.countedAt());
            case BudgetThresholdReached ignored -> throw new IllegalStateException("not about a generation");
            case BudgetsSet ignored -> throw new IllegalStateException("not about a generation");
        };
    }

    private static BillingEvent charged(LedgerInput input, CompletionEvent end) {
        Credits hold = end.estimate() == null ? Credits.ZERO : end.estimate().hold();
        return new CreditsCharged(
                input.generationId(),
                input.eventId(),
                end.request(),
                end.submission(),
                end.charge(),
                hold,
                end.completedAt());
    }

    private static BillingEvent corrected(Announced before, LedgerInput input, Instant now) {
        Charge charge = input.completion()
                .map(CompletionEvent::charge)
                .orElseGet(() -> new Charge(Credits.ZERO, ChargeBasis.ASSUMED));
        Submission submission =
                input.completion().map(CompletionEvent::submission).orElse(before.submission());
        return new CreditsCorrected(
                input.generationId(),
                input.eventId(),
                before.eventId(),
                input.request(),
                submission,
                charge,
                charge.credits().minus(before.credits()),
                now);
    }
}
