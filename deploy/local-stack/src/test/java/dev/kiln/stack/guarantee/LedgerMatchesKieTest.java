package dev.kiln.stack.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerMatchesKieTest {

    @Test
    void holdsWhereLedgerAndBalanceAreKies() {
        assertThat(judgeBooks(booked("50").expect("950", "950"))).isEmpty();
    }

    @Test
    void seesALedgerThatHoldsMoreOrLessThanKieCharged() {
        var unbooked = new Scene().charge("task-1", "50");
        assertThat(judge(unbooked))
                .containsExactly(Scene.MODEL + " of account main: the ledger holds 0, Kie charged 50");
        var twice = Scene.ofOneGeneration().book("50");
        assertThat(judge(twice))
                .containsExactly(Scene.MODEL + " of account main: the ledger holds 100, Kie charged 50");
    }

    @Test
    void seesAChargeThatIsBookedToAnotherAccount() {
        var scene = Scene.ofOneGeneration().book("-50").book("second", "50");
        assertThat(judge(scene))
                .containsExactly(
                        Scene.MODEL + " of account main: the ledger holds 0, Kie charged 50",
                        Scene.MODEL + " of account second: the ledger holds 50, Kie charged 0");
    }

    @Test
    void asksNoLedgerForWhatIsParked() {
        var parked = new Scene().accept().createUnclearly(1, "task-1").charge("task-1", "50");
        assertThat(judge(parked)).isNotEmpty();
        assertThat(judge(parked.park(3).hold("50"))).isEmpty();
    }

    @Test
    void seesAHoldThatFellAlthoughNothingIsKnown() {
        var parked = new Scene().accept().createUnclearly(1, "task-1").charge("task-1", "50");
        assertThat(judge(parked.park(3)))
                .containsExactly(Scene.MODEL + " of account main: the ledger holds back 0, what is parked may cost 50");
    }

    @Test
    void seesAHoldThatDidNotFall() {
        assertThat(judge(Scene.ofOneGeneration().hold("50")))
                .containsExactly(Scene.MODEL + " of account main: the ledger holds back 50, what is parked may cost 0");
    }

    @Test
    void seesABalanceThatTheChargesDoNotExplain() {
        assertThat(judge(Scene.ofOneGeneration().withdraw("1")))
                .containsExactly("Kie's balance is 949, granted less charged is 950");
    }

    @Test
    void takesThePriceForTheChargeThatKieDoesNotTellAndNothingElse() {
        var untold = new Scene().create(1, "task-1").chargeUntold("task-1", "75", "50");
        assertThat(judge(untold.book("50"))).isEmpty();
        assertThat(judge(untold.book("25"))).hasSize(1);
    }

    @Test
    void seesTwoTasksThatAreBookedWrongAndAddUpAllTheSame() {
        var scene = new Scene().charge("task-1", "50").charge("task-2", "50").book("100");
        assertThat(judge(scene)).isEmpty();
        assertThat(judgeBooks(scene.enter("task-1", "49").enter("task-2", "51").expect("900", "900")))
                .containsExactly(
                        "task task-1 of account main: the ledger holds 49, Kie charged 50",
                        "task task-2 of account main: the ledger holds 51, Kie charged 50");
    }

    @Test
    void seesUsageThatTheEntriesDoNotShow() {
        assertThat(judgeBooks(Scene.ofOneGeneration().expect("950", "950")))
                .containsExactly("task task-1 of account main: the ledger holds 0, Kie charged 50");
        assertThat(judgeBooks(booked("50").enter("task-2", "3").expect("950", "950")))
                .containsExactly("task task-2 of account main: the ledger holds 3, Kie charged 0");
    }

    @Test
    void seesAnEntryOfAnotherAccount() {
        var scene = Scene.ofOneGeneration().enter("task-1", "second", "50").expect("950", "950");
        assertThat(judgeBooks(scene))
                .containsExactly(
                        "task task-1 of account main: the ledger holds 0, Kie charged 50",
                        "task task-1 of account second: the ledger holds 50, Kie charged 0");
    }

    @Test
    void addsUpTheCorrectionsOfATask() {
        var corrected = booked("40").enter("task-1", "-40").enter("task-1", "50");
        assertThat(judgeBooks(corrected.expect("950", "950"))).isEmpty();
    }

    @Test
    void seesAnExpectedBalanceThatIsNotKies() {
        assertThat(judgeBooks(booked("50").expect("951", "950")))
                .containsExactly("account main: the ledger expects 951, Kie has 950 and took 0 that it does not tell");
    }

    @Test
    void lessensAnExpectedBalanceByJustWhatKieTookAndDoesNotTell() {
        var untold = new Scene()
                .create(1, "task-1")
                .chargeUntold("task-1", "75", "50")
                .book("50")
                .enter("task-1", "50");
        assertThat(judgeBooks(untold.expect("950", "925"))).isEmpty();
        var explainedAway =
                new Scene().chargeUntold("task-1", "75", "50").book("50").enter("task-1", "50");
        assertThat(judgeBooks(explainedAway.expect("925", "925")))
                .containsExactly("account main: the ledger expects 925, Kie has 925 and took 25 that it does not tell");
    }

    @Test
    void expectsOfKieWhatItTookForAParkedOneAndNoEntryOfIt() {
        assertThat(judgeBooks(parked().expect("1000", "950"))).isEmpty();
        assertThat(judgeBooks(parked().enter("task-1", "50").expect("950", "950")))
                .containsExactly(
                        "task task-1 of account main: the ledger holds 50, Kie charged 0",
                        "account main: the ledger expects 950, Kie has 950 and took 50 that it does not tell");
    }

    @Test
    void seesABalanceThatWasNotReadOrNotSinceItChanged() {
        assertThat(judgeBooks(booked("50"))).containsExactly("account main: its balance was never read");
        assertThat(judgeBooks(booked("50").expect("950", "1000")))
                .containsExactly("account main: Kie's balance was read as 1000, and is 950");
    }

    private static Scene booked(String credits) {
        return Scene.ofOneGeneration().enter("task-1", credits);
    }

    private static Scene parked() {
        return new Scene()
                .accept()
                .createUnclearly(1, "task-1")
                .charge("task-1", "50")
                .park(3)
                .hold("50");
    }

    private static List<String> judge(Scene scene) {
        return new LedgerMatchesKie().violations(scene.evidence());
    }

    private static List<String> judgeBooks(Scene scene) {
        return new LedgerMatchesKie().violations(scene.evidenceWithBooks());
    }
}
