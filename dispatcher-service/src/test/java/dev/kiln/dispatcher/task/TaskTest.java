package dev.kiln.dispatcher.task;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.FAILURE;
import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static dev.kiln.dispatcher.task.Samples.inDoubt;
import static dev.kiln.dispatcher.task.Samples.miss;
import static dev.kiln.dispatcher.task.Samples.queued;
import static dev.kiln.dispatcher.task.Samples.running;
import static dev.kiln.dispatcher.task.Samples.submitting;
import static dev.kiln.dispatcher.task.Samples.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Asset;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationParked;
import dev.kiln.contract.GenerationRequeued;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.Submission;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTest {

    @Test
    void countsAttemptsAndVersions() {
        Submitting first = submitting();
        Queued again = (Queued) first.requeue(CAUSE, NOW, NOW).next();
        Submitting second = again.claim("main", NOW, NOW.plusSeconds(60));

        assertThat(first.submission().attempt()).isEqualTo(1);
        assertThat(second.submission().attempt()).isEqualTo(2);
        assertThat(List.of(first.version(), again.version(), second.version())).containsExactly(1L, 2L, 3L);
    }

    @Test
    void announcesACreatedTaskWithItsHold() {
        Transition step = submitting().created("task-1", NOW.plusSeconds(60));

        GenerationSubmitted event = (GenerationSubmitted) step.event().orElseThrow();
        assertThat(event.sequence()).isEqualTo(2);
        assertThat(event.submission().taskId()).isEqualTo("task-1");
        assertThat(event.estimate().hold()).isEqualTo(Credits.of(50));
    }

    @Test
    void aDoubtIsAnnouncedParkedAndStillSettledByTheTruth() {
        Transition doubt = submitting().doubt(CAUSE, NOW.plusSeconds(7200));
        assertThat(doubt.event()).containsInstanceOf(GenerationInDoubt.class);

        Transition parked = ((InDoubt) doubt.next()).park();
        assertThat(parked.event()).containsInstanceOf(GenerationParked.class);

        Transition settled = ((Parked) parked.next()).finish("task-1", success("50"), NOW);
        GenerationSucceeded event = (GenerationSucceeded) settled.event().orElseThrow();
        assertThat(event.sequence()).isEqualTo(4);
        assertThat(event.submission().taskId()).isEqualTo("task-1");
    }

    @Test
    void aDoubtTakesTheLateAnswerOfItsOwnAttempt() {
        assertThat(inDoubt().created("task-1", NOW).next()).isInstanceOf(Running.class);
        assertThat(inDoubt().refuse(FAILURE, NOW).event()).containsInstanceOf(GenerationFailed.class);
        assertThat(inDoubt().requeue(CAUSE, NOW, NOW).event()).containsInstanceOf(GenerationRequeued.class);
    }

    @Test
    void concernsItsOwnAttemptAndTask() {
        assertThat(submitting().concerns(1, "any")).isTrue();
        assertThat(submitting().concerns(2, "any")).isFalse();
        assertThat(running().concerns(1, "task-1")).isTrue();
        assertThat(running().concerns(1, "task-2")).isFalse();
    }

    @Test
    void aCanceledTaskCompletesAsCanceledWithItsCreditsAndWithoutFiles() {
        Running canceled = (Running) running().withCancelRequested().next();

        Transition end = canceled.finish("task-1", success("50"), NOW);

        GenerationCanceled event = (GenerationCanceled) end.event().orElseThrow();
        assertThat(event.charge().credits()).isEqualTo(Credits.of(50));
    }

    @Test
    void aCanceledTaskThatCreatedNothingIsNotTriedAgain() {
        Submitting canceled = (Submitting) submitting().withCancelRequested().next();

        Transition end = canceled.requeue(CAUSE, NOW, NOW);

        assertThat(end.next()).isInstanceOf(Finished.class);
        assertThat(end.event()).containsInstanceOf(GenerationCanceled.class);
    }

    @Test
    void truthAboutAnAttemptThatWasTakenForNotCreatedEndsTheTaskAfterAll() {
        Queued again = (Queued) submitting().requeue(CAUSE, NOW, NOW).next();

        Transition end = again.finishAfterAll(of(1, "task-1"), success("50"), NOW);

        assertThat(end.event()).containsInstanceOf(GenerationSucceeded.class);
        assertThat(end.next().version()).isGreaterThan(again.version());
    }

    @Test
    void correctsOnlyWhatDiffers() {
        Finished finished =
                (Finished) running().finish("task-1", success("50"), NOW).next();

        assertThat(finished.correct(of(1, "task-1"), success("50"))).isEmpty();
        assertThat(finished.correct(of(1, "task-2"), success("60"))).isEmpty();
        GenerationSucceeded corrected = (GenerationSucceeded) finished.correct(of(1, "task-1"), success("42"))
                .orElseThrow()
                .event()
                .orElseThrow();
        assertThat(corrected.corrects()).isEqualTo(ID + ".3");
        assertThat(corrected.sequence()).isEqualTo(4);
        assertThat(corrected.charge().credits()).isEqualTo(Credits.of(42));
        assertThat(finished.correct(of(1, "task-1"), miss()).orElseThrow().event())
                .containsInstanceOf(GenerationFailed.class);
    }

    /** It was charged, whatever else is as it was said. */
    @Test
    void anotherAccountIsCorrectedOnce() {
        Finished finished = ended("50", ChargeBasis.REPORTED);
        Submission proven = new Submission(1, "second", "task-1", NOW);

        Transition step = finished.correct(proven, success("50")).orElseThrow();

        CompletionEvent corrected = (CompletionEvent) step.event().orElseThrow();
        assertThat(corrected.submission()).isEqualTo(proven);
        assertThat(corrected.corrects()).isEqualTo(ID + ".3");
        assertThat(corrected.charge()).isEqualTo(finished.completion().charge());
        assertThat(((Finished) step.next()).correct(proven, success("50"))).isEmpty();
    }

    @Test
    void truthCorrectsWhatWasTakenForNotCreated() {
        Finished refused = (Finished) submitting().refuse(FAILURE, NOW).next();
        Queued again = (Queued) submitting().requeue(CAUSE, NOW, NOW).next();
        Finished canceled = (Finished) again.cancel(NOW).next();

        for (Finished ended : List.of(refused, canceled)) {
            assertThat(ended.correct(of(2, "task-1"), success("50"))).isEmpty();
            Finished corrected = (Finished)
                    ended.correct(of(1, "task-1"), success("50")).orElseThrow().next();
            assertThat(corrected.completion().charge().credits()).isEqualTo(Credits.of(50));
            assertThat(corrected.completion().submission().taskId()).isEqualTo("task-1");
            assertThat(corrected.correct(of(1, "task-1"), success("50"))).isEmpty();
        }
    }

    @Test
    void aGuessedChargeNeverCorrectsAReportedOne() {
        Finished finished =
                (Finished) running().finish("task-1", success("50"), NOW).next();
        Ending guessed = new Ending.Success(
                ((Ending.Success) success("50")).assets(), new Charge(Credits.of(49), ChargeBasis.COMPUTED));

        assertThat(finished.correct(of(1, "task-1"), guessed)).isEmpty();
    }

    @Test
    void otherFilesWithoutAFigureLeaveTheReportedCharge() {
        Finished finished =
                (Finished) running().finish("task-1", success("7"), NOW).next();
        List<Asset> others = List.of(new Asset("https://files.example.com/2.mp4", "video", NOW));
        Ending guessed = new Ending.Success(others, new Charge(Credits.of(21), ChargeBasis.COMPUTED));

        GenerationSucceeded corrected = (GenerationSucceeded)
                finished.correct(of(1, "task-1"), guessed).orElseThrow().event().orElseThrow();

        assertThat(corrected.assets()).isEqualTo(others);
        assertThat(corrected.charge()).isEqualTo(new Charge(Credits.of(7), ChargeBasis.REPORTED));
    }

    @Test
    void aCorrectionLeavesTheTimeOfTheEnd() {
        Finished finished = ended("50", ChargeBasis.REPORTED);

        CompletionEvent corrected = corrected(finished, charge("42", ChargeBasis.REPORTED));

        assertThat(corrected.completedAt()).isEqualTo(NOW);
    }

    @Test
    void whatIsNoFigureTakesThePlaceOfAGuessAndOfNothingBetter() {
        Ending unreadable = charge("0", ChargeBasis.UNREADABLE);

        for (ChargeBasis better : List.of(ChargeBasis.REPORTED, ChargeBasis.CONFIRMED, ChargeBasis.DECIDED)) {
            assertThat(ended("50", better).correct(of(1, "task-1"), unreadable)).isEmpty();
        }
        assertThat(ended("0", ChargeBasis.UNREADABLE).correct(of(1, "task-1"), unreadable))
                .isEmpty();
        assertThat(corrected(ended("50", ChargeBasis.COMPUTED), unreadable).charge())
                .isEqualTo(unreadable.charge());
    }

    @Test
    void onlyAFigureAnswersWhatWasNone() {
        Finished unreadable = ended("0", ChargeBasis.UNREADABLE);

        assertThat(unreadable.correct(of(1, "task-1"), charge("50", ChargeBasis.COMPUTED)))
                .isEmpty();
        assertThat(corrected(unreadable, charge("0", ChargeBasis.REPORTED)).charge())
                .isEqualTo(new Charge(Credits.ZERO, ChargeBasis.REPORTED));
        GenerationFailed failed = (GenerationFailed) corrected(unreadable, miss());
        assertThat(failed.charge().basis()).isEqualTo(ChargeBasis.UNREADABLE);
        assertThat(failed.failure().billed()).isTrue();
    }

    @Test
    void whatAnOperatorDecidedStandsAgainstKiesWord() {
        Finished decided = (Finished) ended("5000", ChargeBasis.REPORTED)
                .decide(Credits.of(50))
                .orElseThrow()
                .next();

        assertThat(decided.correct(of(1, "task-1"), success("5000"))).isEmpty();
        GenerationFailed failed = (GenerationFailed) corrected(decided, miss());
        assertThat(failed.charge()).isEqualTo(new Charge(Credits.of(50), ChargeBasis.DECIDED));
        assertThat(failed.failure().billed()).isTrue();
    }

    @Test
    void aChargeIsDecidedForEveryWayToEnd() {
        Running canceled = (Running) running().withCancelRequested().next();
        for (Finished ended : List.of(
                ended("0", ChargeBasis.UNREADABLE),
                (Finished) running().finish("task-1", miss(), NOW).next(),
                (Finished) canceled.finish("task-1", success("50"), NOW).next())) {
            Transition decided = ended.decide(Credits.of(7)).orElseThrow();
            CompletionEvent event = (CompletionEvent) decided.event().orElseThrow();

            assertThat(event.charge()).isEqualTo(new Charge(Credits.of(7), ChargeBasis.DECIDED));
            assertThat(event).hasSameClassAs(ended.completion());
            assertThat(((Finished) decided.next()).decide(Credits.of(7))).isEmpty();
        }
    }

    private static Ending charge(String credits, ChargeBasis basis) {
        return success("50").charging(new Charge(Credits.of(credits), basis));
    }

    private static Finished ended(String credits, ChargeBasis basis) {
        return (Finished)
                running().finish("task-1", charge(credits, basis), NOW).next();
    }

    private static CompletionEvent corrected(Finished finished, Ending ending) {
        return (CompletionEvent)
                finished.correct(of(1, "task-1"), ending).orElseThrow().event().orElseThrow();
    }

    @Test
    void whatWaitsIsCanceledAtOnceWithoutACharge() {
        GenerationCanceled event =
                (GenerationCanceled) queued().cancel(NOW).event().orElseThrow();

        assertThat(event.charge()).isNull();
        assertThat(event.submission()).isNull();
    }

    private static Submission of(int attempt, String taskId) {
        return new Submission(attempt, "main", taskId, NOW);
    }
}
