package dev.kiln.dispatcher.intake;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.contract.Budget;
import dev.kiln.contract.BudgetPeriod;
import dev.kiln.contract.BudgetThresholdReached;
import dev.kiln.contract.BudgetsSet;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Credits;
import dev.kiln.contract.CreditsCharged;
import dev.kiln.contract.CreditsCorrected;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.Reason;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.budget.Budgets;
import dev.kiln.dispatcher.budget.Charged;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.StoreFailure;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakeChargesTest {

    private static final Submission SUBMISSION = new Submission(2, "main", "task-1", NOW);

    private final List<Charged> charges = new ArrayList<>();
    private RuntimeException failure;

    private final TakeCharges take = new TakeCharges(new Budgets() {
        @Override
        public void set(BudgetsSet budgets) {}

        @Override
        public void recount() {}

        @Override
        public void charge(List<Charged> all) {
            if (failure != null && all.stream().anyMatch(charge -> charge.sequence() == 66)) {
                throw failure;
            }
            charges.addAll(all);
        }

        @Override
        public Sweep sweep(int most) {
            return new Sweep(0, 0, 0, false);
        }

        @Override
        public int wake(int most) {
            return 0;
        }

        @Override
        public int forget(int most) {
            return 0;
        }
    });

    @Test
    void chargesAndCorrectionsAreWhatTheGenerationCostsInAllBySequence() {
        List<Rejection> rejections =
                take.take(List.of(charged(".4", "50"), corrected(".6", "42.5", "-7.5"), threshold()));

        assertThat(rejections).isEmpty();
        assertThat(charges)
                .containsExactly(
                        new Charged(Samples.ID, "studio", "kling/v2-1-pro", NOW, Credits.of("50"), 4),
                        new Charged(Samples.ID, "studio", "kling/v2-1-pro", NOW, Credits.of("42.5"), 6));
    }

    @Test
    void whatNamesNoCompletionOrIsOfAnotherTopicIsRejectedAndTheRestIsTaken() {
        Envelope foreign = envelope(new BudgetsSet("studio", 1, ZoneOffset.UTC, List.of()));

        List<Rejection> rejections = take.take(List.of(charged("", "1"), foreign, charged(".9", "50")));

        assertThat(rejections).extracting(Rejection::reason).containsExactly(Reason.UNREADABLE, Reason.UNREADABLE);
        assertThat(charges).extracting(Charged::sequence).containsExactly(9L);
    }

    @Test
    void oneThatCannotBeStoredDoesNotStopTheOthers() {
        failure = new StoreFailure("store", null, StoreFailure.Why.DATA_REFUSED);

        List<Rejection> rejections = take.take(List.of(charged(".66", "1"), charged(".67", "50")));

        assertThat(rejections).extracting(Rejection::reason).containsExactly(Reason.UNREADABLE);
        assertThat(charges).extracting(Charged::sequence).containsExactly(67L);
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsWaitedFor() {
        failure = new StoreFailure("store", null);

        assertThatThrownBy(() -> take.take(List.of(charged(".66", "1")))).isSameAs(failure);
    }

    private static Envelope charged(String suffix, String credits) {
        Charge charge = new Charge(Credits.of(credits), ChargeBasis.REPORTED);
        return envelope(new CreditsCharged(
                Samples.ID,
                Samples.ID + suffix,
                Samples.generation().request(),
                SUBMISSION,
                charge,
                Credits.of(50),
                NOW.plusSeconds(60)));
    }

    private static Envelope corrected(String suffix, String credits, String difference) {
        Charge charge = new Charge(Credits.of(credits), ChargeBasis.CONFIRMED);
        return envelope(new CreditsCorrected(
                Samples.ID,
                Samples.ID + suffix,
                Samples.ID + ".4",
                Samples.generation().request(),
                SUBMISSION,
                charge,
                Credits.of(difference),
                NOW.plusSeconds(70)));
    }

    private static Envelope threshold() {
        Budget budget = new Budget(null, BudgetPeriod.MONTH, Credits.of(100), false);
        return envelope(new BudgetThresholdReached("studio", budget, 50, Credits.of(50), Credits.ZERO, null));
    }

    private static Envelope envelope(KilnEvent event) {
        return new Envelope("e", Envelope.BILLING, NOW, "studio", event);
    }
}
