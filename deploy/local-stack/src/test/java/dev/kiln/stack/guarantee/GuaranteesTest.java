package dev.kiln.stack.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuaranteesTest {
    private static final Guarantee PARKED = ParkedIsExactlyTheUnknowable.asConfiguredByDefault();

    @Test
    void allHoldForOneGenerationThatWentWell() {
        var evidence = Scene.ofOneGeneration()
                .enter("task-1", "50")
                .expect("950", "950")
                .evidenceWithBooks();
        assertThat(Guarantee.all())
                .hasSize(6)
                .allSatisfy(
                        guarantee -> assertThat(guarantee.violations(evidence)).isEmpty());
    }

    @Test
    void missesARequestThatNeverEnded() {
        var scene = new Scene().accept().create(1, "task-1");
        assertThat(judge(new EveryRequestSettles(), scene))
                .singleElement()
                .asString()
                .contains("has not ended");
    }

    @Test
    void takesAVisiblyParkedRequestForSettled() {
        assertThat(judge(new EveryRequestSettles(), new Scene().accept().park(3)))
                .isEmpty();
    }

    @Test
    void seesASecondEndThatCorrectsNothing() {
        var scene = Scene.ofOneGeneration().succeed(4, null, "50");
        assertThat(judge(new EveryRequestSettles(), scene))
                .singleElement()
                .asString()
                .contains("ended twice");
    }

    @Test
    void allowsTheSameEndToBeDeliveredTwiceAndToBeCorrected() {
        var scene = Scene.ofOneGeneration().succeed(3, null, "50").succeed(4, "e0", "50");
        assertThat(judge(new EveryRequestSettles(), scene)).isEmpty();
    }

    @Test
    void seesAnAttemptThatWasCreatedTwiceEvenIfNothingWasStored() {
        var scene = new Scene().create(1, null).create(1, null);
        assertThat(judge(new SubmittedAtMostOnce(), scene))
                .singleElement()
                .asString()
                .contains("attempt");
    }

    @Test
    void seesAGenerationWithTwoTasks() {
        var scene = new Scene().create(1, "task-1").create(2, "task-2");
        assertThat(judge(new SubmittedAtMostOnce(), scene))
                .singleElement()
                .asString()
                .contains("more than one task");
    }

    @Test
    void allowsASecondAttemptAfterOneThatStoredNothing() {
        assertThat(judge(new SubmittedAtMostOnce(), new Scene().create(1, null).create(2, "task-2")))
                .isEmpty();
    }

    @Test
    void seesAChargeThatKieDidNotMake() {
        var scene = new Scene().create(1, "task-1").charge("task-1", "50").succeed(3, null, "100");
        assertThat(judge(new ChargedOnce(), scene)).singleElement().asString().contains("charged 100, Kie charged 50");
    }

    @Test
    void takesThePriceForTheChargeThatKieDoesNotTellAndNothingElse() {
        var untold = new Scene().create(1, "task-1").chargeUntold("task-1", "75", "50");
        assertThat(judge(new ChargedOnce(), untold.succeed(3, null, "50"))).isEmpty();
        assertThat(judge(new ChargedOnce(), untold.succeed(4, "e0", "75"))).hasSize(1);
    }

    @Test
    void comparesTheCorrectedCharge() {
        var scene = new Scene().create(1, "task-1").charge("task-1", "50").succeed(3, null, "0");
        assertThat(judge(new ChargedOnce(), scene.succeed(4, "e0", "50"))).isEmpty();
    }

    @Test
    void seesACanceledOneThatWasMadeAllTheSame() {
        assertThat(judge(new EveryRequestSettles(), Scene.ofOneGeneration().cancelAhead()))
                .satisfiesExactly(
                        unheeded -> assertThat(unheeded).contains("has not ended as canceled"),
                        sent -> assertThat(sent).contains("was sent to Kie"));
        assertThat(judge(new EveryRequestSettles(), canceledAhead())).isEmpty();
    }

    @Test
    void seesOneThatEndedAsCanceledButWasSentAllTheSame() {
        assertThat(judge(
                        new EveryRequestSettles(),
                        canceledAhead().create(1, null).createAfter(Duration.ZERO, null, "another's")))
                .containsExactly(Scene.GENERATION + " was canceled ahead of its request and was sent to Kie");
    }

    private static Scene canceledAhead() {
        return new Scene().accept().cancelAhead().cancel(1);
    }

    @Test
    void letsBeParkedWhatNobodyCanKnow() {
        var unanswered = new Scene().accept().createUnclearly(1, "task-1").park(3);
        assertThat(judge(PARKED, unanswered)).isEmpty();
        var neverSentByADeadSender =
                new Scene().accept().dieAfter(Duration.ofSeconds(1)).park(3);
        assertThat(judge(PARKED, neverSentByADeadSender)).isEmpty();
        assertThat(judge(PARKED, answeredAndParked().dieAfter(Duration.ofSeconds(1))))
                .isEmpty();
    }

    /** Its sender had all the time to record the answer, so that it is not the death which lost it. */
    @Test
    void seesOneParkedWhoseSenderDiedOnlyAfterItCouldRecordTheAnswer() {
        assertThat(judge(PARKED, answeredAndParked().dieAfter(Duration.ofSeconds(10))))
                .singleElement()
                .asString()
                .contains("answered clearly");
        var slow = new Scene().accept().createAnsweredAfter(Duration.ofSeconds(9), 1, "task-1");
        assertThat(judge(PARKED, slow.dieAfter(Duration.ofSeconds(10)).park(3))).isEmpty();
    }

    @Test
    void seesOneParkedWhoseSenderDiedBeforeItsIntent() {
        assertThat(judge(PARKED, answeredAndParked().dieAfter(Duration.ofSeconds(-1))))
                .hasSize(1);
        assertThat(judge(
                        PARKED,
                        new Scene().accept().dieAfter(Duration.ofSeconds(-1)).park(3)))
                .hasSize(1);
    }

    @Test
    void letsAnAnswerWaitForADatabaseThatIsAwayButNotBeLostByThatAlone() {
        var waits = answeredAndParked().databaseAwayAfter(Duration.ofSeconds(1), Duration.ofSeconds(11));
        assertThat(judge(PARKED, waits)).hasSize(1);
        assertThat(judge(PARKED, waits.dieAfter(Duration.ofSeconds(10)))).isEmpty();
    }

    @Test
    void seesADoubtAboutAClearAnswerThatACallbackSettled() {
        var settled = Scene.ofOneGeneration().doubt(2, Reason.SENDER_LOST).callBack(1);
        assertThat(judge(PARKED, settled)).singleElement().asString().contains("was in doubt");
        assertThat(judge(PARKED, settled.dieAfter(Duration.ofSeconds(1)))).isEmpty();
    }

    @Test
    void letsBeInDoubtWhatWasRecordedLateOrComesFromABackup() {
        var late = Scene.ofOneGeneration().doubt(2, Reason.SENDER_LOST);
        assertThat(judge(PARKED, late.databaseAwayAfter(Duration.ofSeconds(1), Duration.ofSeconds(30))))
                .isEmpty();
        assertThat(judge(PARKED, Scene.ofOneGeneration().doubt(2, Reason.RESTORED)))
                .isEmpty();
    }

    @Test
    void doesNotJudgeAnAnswerThatCameAboutWhenItsSenderGaveUp() {
        var late = new Scene().accept().createAnsweredAfter(Duration.ofSeconds(15), 1, "task-1");
        assertThat(judge(PARKED, late)).isEmpty();
        assertThat(judge(PARKED, late.doubt(2, Reason.NO_CLEAR_ANSWER).park(3))).isEmpty();
    }

    private static Scene answeredAndParked() {
        return new Scene().accept().create(1, "task-1").park(3);
    }

    @Test
    void seesOneParkedAlthoughItsCreateWasAnswered() {
        assertThat(judge(PARKED, new Scene().accept().create(1, "task-1").park(3)))
                .singleElement()
                .asString()
                .contains("answered clearly");
    }

    @Test
    void seesOneParkedAlthoughACallbackOfItWasAnswered() {
        var scene = new Scene()
                .accept()
                .createUnclearly(1, "task-1")
                .callBack(1)
                .dieAfter(Duration.ofSeconds(1))
                .park(3);
        assertThat(judge(PARKED, scene)).singleElement().asString().contains("a callback of it was taken");
    }

    @Test
    void seesOneParkedThatItsLivingSenderDidNotSend() {
        assertThat(judge(PARKED, new Scene().accept().park(3)))
                .singleElement()
                .asString()
                .contains("was not sent");
    }

    @Test
    void seesOneParkedWhoseKnownTaskHasEnded() {
        var scene = new Scene().accept().create(1, "task-1").charge("task-1", "50");
        assertThat(judge(PARKED, scene.park(3, "task-1")))
                .singleElement()
                .asString()
                .contains("has ended");
        assertThat(judge(PARKED, new Scene().accept().create(1, "task-1").park(3, "task-1")))
                .isEmpty();
    }

    @Test
    void seesAGuessAboutWhatNobodyCanKnow() {
        var guessed = new Scene().accept().createUnclearly(1, "task-1").succeed(3, null, "50");
        assertThat(judge(PARKED, guessed)).singleElement().asString().contains("nobody can know");
        assertThat(judge(PARKED, guessed.callBack(1))).isEmpty();
    }

    @Test
    void takesACallbackForHeardThatReachedTheTopicAlthoughItsAnswerWasLost() {
        var guessed = new Scene().accept().createUnclearly(1, "task-1").succeed(3, null, "50");
        assertThat(judge(PARKED, guessed.hear(1))).isEmpty();
        var parked = new Scene().accept().createUnclearly(1, "task-1").hear(1).park(3);
        assertThat(judge(PARKED, parked)).singleElement().asString().contains("a callback of it was taken");
    }

    @Test
    void seesOneCreateTooManyInAWindow() {
        var rate = new RateKept(2, Duration.ofSeconds(10));
        var scene = new Scene()
                .createAfter(Duration.ZERO, "a.1", "1")
                .createAfter(Duration.ofSeconds(4), "b.1", "2")
                .createAfter(Duration.ofMillis(9_999), "c.1", "3");
        assertThat(judge(rate, scene)).singleElement().asString().contains("account main made 3 creates");
    }

    @Test
    void letsTheNextWindowBegin() {
        var rate = new RateKept(2, Duration.ofSeconds(10));
        var scene = new Scene()
                .createAfter(Duration.ZERO, "a.1", "1")
                .createAfter(Duration.ofSeconds(4), "b.1", "2")
                .createAfter(Duration.ofSeconds(10), "c.1", "3");
        assertThat(judge(rate, scene)).isEmpty();
    }

    @Test
    void seesOneReadTooManyInASecond() {
        var scene = new Scene().readAfter(Duration.ZERO, 4).readAfter(Duration.ofMillis(700), 6);
        assertThat(judge(RateKept.asKieDocumentsIt(), scene.readAfter(Duration.ofMillis(1000), 4)))
                .isEmpty();
        assertThat(judge(RateKept.asKieDocumentsIt(), scene.readAfter(Duration.ofMillis(1699), 1)))
                .containsExactly("account main made 11 reads of records within 1 s of 2026-11-23T10:00:00.700Z");
        assertThat(RateKept.largestReads(scene.evidence().truth())).isEqualTo(11);
    }

    @Test
    void letsNoLostSenderExcuseACreateTooMany() {
        var scene = new Scene()
                .createAfter(Duration.ZERO, "a.1", "1")
                .createAfter(Duration.ofMillis(1), "b.1", "2")
                .dieAfter(Duration.ZERO);
        assertThat(judge(new RateKept(1, Duration.ofSeconds(10)), scene)).hasSize(1);
    }

    @Test
    void tellsTheLargestWindow() {
        var rate = new RateKept(2, Duration.ofSeconds(10));
        var scene = new Scene()
                .createAfter(Duration.ZERO, "a.1", "1")
                .createAfter(Duration.ofSeconds(4), "b.1", "2")
                .createAfter(Duration.ofSeconds(10), "c.1", "3");
        assertThat(rate.largest(scene.evidence().truth())).isEqualTo(2);
    }

    private static List<String> judge(Guarantee guarantee, Scene scene) {
        return guarantee.violations(scene.evidence());
    }
}
