package dev.kiln.billing.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.billing.budget.SpendChange;
import dev.kiln.contract.Credits;
import dev.kiln.contract.CreditsCharged;
import dev.kiln.contract.CreditsCorrected;
import dev.kiln.contract.Reason;
import dev.kiln.contract.Submission;
import org.junit.jupiter.api.Test;

class ApplyEventsTest {

    private final Steps generation = Steps.of("studio", "kling/v2-1-pro");
    private final MemoryLedger ledger = new MemoryLedger();

    @Test
    void holdsTheEstimateOnceSubmitted() {
        ledger.apply(generation.submitted(2, "10.5"));

        assertThat(ledger.balance(LedgerAccount.HOLDS)).isEqualTo(Credits.of("10.5"));
        assertThat(ledger.balance(LedgerAccount.HOLDS_CONTRA)).isEqualTo(Credits.of("-10.5"));
    }

    @Test
    void turnsTheHoldIntoTheCharge() {
        ledger.apply(generation.submitted(2, "10.5"));
        ledger.apply(generation.succeeded(3, "2.8"));

        assertThat(ledger.balance(LedgerAccount.HOLDS)).isEqualTo(Credits.ZERO);
        assertThat(ledger.balance(LedgerAccount.SPEND)).isEqualTo(Credits.of("2.8"));
        assertThat(ledger.balance(LedgerAccount.PREPAID)).isEqualTo(Credits.of("-2.8"));
    }

    @Test
    void chargesOnTheUtcDayOfCompletionAndHoldsOnThatOfSubmission() {
        ledger.apply(generation.submitted(2, "10"));
        assertThat(ledger.balances()).containsKey("holds studio kling/v2-1-pro main null 2026-11-22");

        ledger.apply(generation.succeeded(3, "10"));
        assertThat(ledger.balances())
                .containsOnlyKeys(
                        "spend studio kling/v2-1-pro main " + generation.taskId() + " 2026-11-23",
                        "prepaid studio kling/v2-1-pro main " + generation.taskId() + " 2026-11-23");
    }

    @Test
    void keepsTheHoldWhileInDoubtAndParked() {
        ledger.apply(generation.inDoubt(2, "10"));
        ledger.apply(generation.parked(3, "10"));

        assertThat(ledger.balance(LedgerAccount.HOLDS)).isEqualTo(Credits.of("10"));
    }

    @Test
    void releasesTheHoldWhenNothingWasCreated() {
        ledger.apply(generation.inDoubt(2, "10"));
        ledger.apply(generation.requeued(3));

        assertThat(ledger.balances()).isEmpty();
    }

    @Test
    void countsAFailureWithoutFigureAndBooksNothing() {
        ledger.apply(generation.submitted(2, "10"));
        ledger.apply(generation.failed(3, null));

        assertThat(ledger.balances()).isEmpty();
        assertThat(ledger.counts()).containsEntry("studio kling/v2-1-pro 2026-11-23", 1);
        assertThat(ledger.said()).isEmpty();
    }

    @Test
    void saysAChargeOfZeroSoThatItsHoldIsSettled() {
        ledger.apply(generation.failed(3, "0"));

        assertThat(ledger.said()).singleElement().isInstanceOf(CreditsCharged.class);
        assertThat(ledger.balances()).isEmpty();
    }

    @Test
    void chargesACanceledGenerationLikeAnyOther() {
        ledger.apply(generation.canceled(3, "7"));

        assertThat(ledger.balance(LedgerAccount.SPEND)).isEqualTo(Credits.of("7"));
    }

    @Test
    void correctsUpDownAndToFailure() {
        ledger.apply(generation.succeeded(3, "10"));
        ledger.apply(generation.succeeded(4, "12.5"));
        assertThat(ledger.balance(LedgerAccount.SPEND)).isEqualTo(Credits.of("12.5"));

        ledger.apply(generation.succeeded(5, "2"));
        assertThat(ledger.balance(LedgerAccount.SPEND)).isEqualTo(Credits.of("2"));

        ledger.apply(generation.failedUnsubmitted(6));
        assertThat(ledger.balances()).isEmpty();
        assertThat(ledger.said())
                .extracting(said -> said instanceof CreditsCorrected corrected ? corrected.difference() : null)
                .containsExactly(null, Credits.of("2.5"), Credits.of("-10.5"), Credits.of("-2"));
        CreditsCorrected last = (CreditsCorrected) ledger.said().getLast();
        assertThat(last.corrects()).isEqualTo(generation.generationId() + ".5");
        assertThat(last.submission()).isEqualTo(generation.submission());
    }

    @Test
    void movesAChargeWithItsDayAndItsCount() {
        ledger.apply(generation.succeeded(3, "10", Steps.SUBMITTED));
        ledger.apply(generation.succeeded(4, "10", Steps.COMPLETED));

        assertThat(ledger.balances())
                .allSatisfy((key, amount) -> assertThat(key).endsWith("2026-11-23"));
        assertThat(ledger.counts()).containsOnlyKeys("studio kling/v2-1-pro 2026-11-23");
    }

    /** A restored dispatcher may learn late with which account a task was made. */
    @Test
    void movesHoldAndChargeToTheAccountThatIsSaidLast() {
        Steps unknown = generation.onAccount("unknown");
        ledger.apply(unknown.inDoubt(2, "10"));
        ledger.apply(generation.submitted(3, "10"));
        assertThat(ledger.balances())
                .hasSize(2)
                .allSatisfy((key, amount) -> assertThat(key).contains(" main "));

        ledger.apply(unknown.succeeded(4, "10"));
        ledger.apply(generation.succeeded(5, "10"));

        assertThat(ledger.balances())
                .containsOnlyKeys(
                        "spend studio kling/v2-1-pro main " + generation.taskId() + " 2026-11-23",
                        "prepaid studio kling/v2-1-pro main " + generation.taskId() + " 2026-11-23");
        CreditsCorrected moved = (CreditsCorrected) ledger.said().getLast();
        assertThat(moved.submission().account()).isEqualTo("main");
        assertThat(moved.difference()).isEqualTo(Credits.ZERO);
    }

    @Test
    void remembersWhatIsOlderAndChangesNothing() {
        ledger.apply(generation.succeeded(5, "10"));

        assertThat(ledger.apply(generation.submitted(2, "30"))).isInstanceOf(Verdict.Stale.class);
        assertThat(ledger.apply(generation.submitted(2, "30"))).isInstanceOf(Verdict.Duplicate.class);
        assertThat(ledger.apply(generation.succeeded(5, "10"))).isInstanceOf(Verdict.Duplicate.class);
        assertThat(ledger.balance(LedgerAccount.SPEND)).isEqualTo(Credits.of("10"));
        assertThat(ledger.balance(LedgerAccount.HOLDS)).isEqualTo(Credits.ZERO);
    }

    @Test
    void refusesAKnownGenerationOfAnotherTenant() {
        ledger.apply(generation.submitted(2, "10"));

        assertThat(ledger.apply(generation.withTenant("shop").succeeded(3, "10")))
                .isEqualTo(
                        new Verdict.Refused(Reason.CONFLICT, "the generation is known with another tenant or model"));
        assertThat(ledger.apply(generation.succeeded(3, "10"))).isInstanceOf(Verdict.Booked.class);
    }

    @Test
    void refusesATaskThatIsChargedToAnotherGeneration() {
        ledger.apply(generation.succeeded(3, "10"));

        Verdict verdict = ledger.apply(Steps.of("studio", "kling/v2-1-pro")
                .withTask(generation.taskId())
                .succeeded(3, "10"));

        assertThat(verdict)
                .isEqualTo(new Verdict.Refused(Reason.CONFLICT, "the task is charged to another generation"));
        assertThat(ledger.balance(LedgerAccount.SPEND)).isEqualTo(Credits.of("10"));
    }

    @Test
    void refusesCreditsThatNoTaskTook() {
        Submission untold = new Submission(1, "main", null, Steps.SUBMITTED);

        assertThat(ledger.apply(generation.failed(3, "5", untold)))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.CHARGE_WITHOUT_TASK));
        assertThat(ledger.apply(generation.failed(3, "0", untold))).isInstanceOf(Verdict.Booked.class);
    }

    @Test
    void chargesLessThanWasHeldWhenFewerImagesCameThanWereAskedFor() {
        ledger.apply(generation.submitted(2, "14"));
        ledger.apply(generation.succeededAbove(3, "7", "14"));

        assertThat(ledger.balance(LedgerAccount.SPEND)).isEqualTo(Credits.of("7"));
        assertThat(ledger.balance(LedgerAccount.HOLDS)).isEqualTo(Credits.ZERO);
    }

    @Test
    void chargesASuccessWithoutAFile() {
        ledger.apply(generation.submitted(2, "10"));
        ledger.apply(generation.withoutResult(3, "10"));

        assertThat(ledger.balance(LedgerAccount.SPEND)).isEqualTo(Credits.of("10"));
    }

    @Test
    void booksWhatIsAboveTheHoldAndFlagsIt() {
        assertThat(ledger.apply(generation.succeededAbove(3, "10.001", "10")))
                .isInstanceOfSatisfying(
                        Verdict.Booked.class,
                        booked -> assertThat(booked.aboveHold()).isTrue());
        assertThat(ledger.apply(generation.succeededAbove(4, "10", "10")))
                .isInstanceOfSatisfying(
                        Verdict.Booked.class,
                        booked -> assertThat(booked.aboveHold()).isFalse());
    }

    /** As the dispatcher, which counts a charge where it was claimed: a night between the two must not divide them. */
    @Test
    void countsAChargeForBudgetsWhenItsAttemptWasSubmittedHoweverLateItEnded() {
        Verdict.Booked first = (Verdict.Booked) ledger.apply(generation.succeeded(3, "10", Steps.COMPLETED));
        Verdict.Booked corrected =
                (Verdict.Booked) ledger.apply(generation.succeeded(4, "12", Steps.COMPLETED.plusSeconds(86_400)));

        assertThat(first.spendChange()).map(SpendChange::countedAt).contains(Steps.SUBMITTED);
        assertThat(corrected.spendChange()).map(SpendChange::countedAt).contains(Steps.SUBMITTED);
    }

    @Test
    void addsUpFractionsExactly() {
        for (int i = 0; i < 100; i++) {
            ledger.apply(Steps.of("studio", "bytedance/seedream-v4-edit").succeeded(2, i % 2 == 0 ? "2.8" : "3.5"));
        }

        assertThat(ledger.balance(LedgerAccount.SPEND)).isEqualTo(Credits.of("315"));
    }
}
