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
import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationParked;
import dev.kiln.contract.GenerationRequeued;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.GenerationSucceeded;
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

        Transition end = again.finishAfterAll("task-1", success("50"), NOW);

        assertThat(end.event()).containsInstanceOf(GenerationSucceeded.class);
        assertThat(end.next().version()).isGreaterThan(again.version());
    }

    @Test
    void correctsOnlyWhatDiffers() {
        Finished finished =
                (Finished) running().finish("task-1", success("50"), NOW).next();

        assertThat(finished.correct(1, "task-1", success("50"), NOW)).isEmpty();
        assertThat(finished.correct(1, "task-2", success("60"), NOW)).isEmpty();
        GenerationSucceeded corrected = (GenerationSucceeded) finished.correct(1, "task-1", success("42"), NOW)
                .orElseThrow()
                .event()
                .orElseThrow();
        assertThat(corrected.corrects()).isEqualTo(ID + ".3");
        assertThat(corrected.sequence()).isEqualTo(4);
        assertThat(corrected.charge().credits()).isEqualTo(Credits.of(42));
        assertThat(finished.correct(1, "task-1", miss(), NOW).orElseThrow().event())
                .containsInstanceOf(GenerationFailed.class);
    }

    @Test
    void truthCorrectsWhatWasTakenForNotCreated() {
        Finished refused = (Finished) submitting().refuse(FAILURE, NOW).next();
        Queued again = (Queued) submitting().requeue(CAUSE, NOW, NOW).next();
        Finished canceled = (Finished) again.cancel(NOW).next();

        for (Finished ended : List.of(refused, canceled)) {
            assertThat(ended.correct(2, "task-1", success("50"), NOW)).isEmpty();
            Finished corrected = (Finished)
                    ended.correct(1, "task-1", success("50"), NOW).orElseThrow().next();
            assertThat(corrected.completion().charge().credits()).isEqualTo(Credits.of(50));
            assertThat(corrected.completion().submission().taskId()).isEqualTo("task-1");
            assertThat(corrected.correct(1, "task-1", success("50"), NOW)).isEmpty();
        }
    }

    @Test
    void aGuessedChargeNeverCorrectsAReportedOne() {
        Finished finished =
                (Finished) running().finish("task-1", success("50"), NOW).next();
        Ending guessed = new Ending.Success(
                ((Ending.Success) success("50")).assets(), new Charge(Credits.of(49), ChargeBasis.COMPUTED));

        assertThat(finished.correct(1, "task-1", guessed, NOW)).isEmpty();
    }

    @Test
    void otherFilesWithoutAFigureLeaveTheReportedCharge() {
        Finished finished =
                (Finished) running().finish("task-1", success("7"), NOW).next();
        List<Asset> others = List.of(new Asset("https://files.example.com/2.mp4", "video", NOW));
        Ending guessed = new Ending.Success(others, new Charge(Credits.of(21), ChargeBasis.COMPUTED));

        GenerationSucceeded corrected = (GenerationSucceeded) finished.correct(1, "task-1", guessed, NOW)
                .orElseThrow()
                .event()
                .orElseThrow();

        assertThat(corrected.assets()).isEqualTo(others);
        assertThat(corrected.charge()).isEqualTo(new Charge(Credits.of(7), ChargeBasis.REPORTED));
    }

    @Test
    void whatWaitsIsCanceledAtOnceWithoutACharge() {
        GenerationCanceled event =
                (GenerationCanceled) queued().cancel(NOW).event().orElseThrow();

        assertThat(event.charge()).isNull();
        assertThat(event.submission()).isNull();
    }
}
