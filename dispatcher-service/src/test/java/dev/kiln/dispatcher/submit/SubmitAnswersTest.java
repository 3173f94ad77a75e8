package dev.kiln.dispatcher.submit;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.FAILURE;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.kie.CreateOutcome;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Kie's answer to a create makes of its task, of the account and of the model. */
class SubmitAnswersTest {

    private final SubmitScene scene = new SubmitScene();

    @Test
    void aCreatesOwnAnswerProvesAnOperatorWrong() {
        scene.kie.answer = new CreateOutcome.Created("task-1");
        scene.kie.meanwhile = () -> scene.tasks.put(
                ((Submitting) scene.tasks.only()).requeue(CAUSE, NOW, NOW).next());

        scene.submitNext();

        assertThat(scene.tasks.only())
                .isInstanceOfSatisfying(
                        Running.class,
                        running -> assertThat(running.submission().taskId()).isEqualTo("task-1"));
    }

    @Test
    void aDoubtKeepsItsSlotAndIsNeverSentAgain() {
        scene.kie.answer = new CreateOutcome.InDoubt(CAUSE);

        scene.submitNext();

        assertThat(scene.tasks.announced()).singleElement().isInstanceOf(GenerationInDoubt.class);
        assertThat(scene.claims.answered).isEmpty();
        assertThat(scene.submitNext()).isFalse();
        assertThat(scene.kie.calls).hasSize(1);
        assertThat(scene.kie.open).isZero();
    }

    @Test
    void aDoubtThatNamesATaskIsLookedInto() {
        scene.kie.answer = new CreateOutcome.InDoubt(CAUSE, "task-1");

        scene.submitNext();

        assertThat(scene.tasks.only()).isInstanceOfSatisfying(Running.class, running -> {
            assertThat(running.submission().taskId()).isEqualTo("task-1");
            assertThat(running.pollAt()).isEqualTo(NOW);
        });
    }

    @Test
    void theCreatesOwnAnswerReplacesATaskIdThatAHintBrought() {
        scene.kie.answer = new CreateOutcome.Created("task-1");
        scene.kie.meanwhile = () -> scene.tasks.put(Samples.lookedInto());

        scene.submitNext();

        assertThat(scene.tasks.only())
                .isInstanceOfSatisfying(
                        Running.class,
                        running -> assertThat(running.submission().taskId()).isEqualTo("task-1"));
    }

    @Test
    void theCreatesOwnWordThatNothingWasCreatedIsHeardDespiteAHint() {
        for (Task hinted :
                List.of(Samples.lookedInto(), Samples.lookedInto().park(NOW).next())) {
            scene.kie.answer = new CreateOutcome.TryLater(new Cause(Reason.RATE_LIMITED, "too many"));
            scene.kie.meanwhile = () -> scene.tasks.put(hinted);
            scene.tasks.put(Samples.queued());

            scene.submitNext();

            assertThat(scene.tasks.only())
                    .isInstanceOfSatisfying(
                            Queued.class,
                            queued ->
                                    assertThat(queued.lastSubmission().taskId()).isNull());
        }
    }

    @Test
    void aRefusedRequestFails() {
        scene.kie.answer = new CreateOutcome.Refused(FAILURE);

        scene.submitNext();

        assertThat(scene.tasks.only()).isInstanceOf(Finished.class);
        assertThat(scene.tasks.announced()).singleElement().isInstanceOf(GenerationFailed.class);
    }

    @Test
    void whatTheAccountCannotDoNowWaitsAndTheAccountRestsAWindow() {
        scene.kie.answer = new CreateOutcome.TryLater(new Cause(Reason.RATE_LIMITED, "too many"));

        scene.submitNext();

        assertThat(scene.tasks.only()).isInstanceOf(Queued.class);
        assertThat(scene.claims.paused).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void maintenanceIsBackedOffFrom() {
        scene.kie.answer = new CreateOutcome.TryLater(new Cause(Reason.MAINTENANCE, "later"));

        scene.submitNext();

        assertThat(scene.tasks.only()).isInstanceOf(Queued.class);
        assertThat(scene.accounts.backOffs).containsExactly(Duration.ofMinutes(1));
    }

    @Test
    void anAccountThatKieRefusesIsStoppedForWhatItLacksAndTheTaskWaits() {
        scene.kie.answer = new CreateOutcome.AccountStopped(new Cause(Reason.INSUFFICIENT_CREDITS, "none left"));

        scene.submitNext();

        assertThat(scene.tasks.only()).isInstanceOf(Queued.class);
        assertThat(scene.accounts.stops.get("main").needs()).isEqualTo(Credits.of(50));
        assertThat(scene.claims.paused).isEmpty();
    }

    @Test
    void aSwitchedOffModelIsPausedWithoutStoppingTheAccount() {
        scene.kie.answer = new CreateOutcome.ModelPaused(new Cause(Reason.MODEL_PAUSED, "paused"));

        scene.submitNext();

        assertThat(scene.accounts.stops).isEmpty();
        assertThat(scene.pauses.switchedOff).containsExactly(Map.entry("kling/v2-1-pro", Duration.ofMinutes(5)));
        assertThat(scene.tasks.only())
                .isInstanceOfSatisfying(
                        Queued.class, queued -> assertThat(queued.dueAt()).isEqualTo(NOW.plusSeconds(300)));
    }

    @Test
    void keepsTheAnswerUntilTheDatabaseTakesIt() {
        scene.kie.answer = new CreateOutcome.Created("task-1");
        scene.claims.databaseFailures = 3;

        scene.submitNext();

        assertThat(scene.tasks.only()).isInstanceOf(Running.class);
        assertThat(scene.clock.now).isEqualTo(NOW.plusMillis(1500));
    }
}
