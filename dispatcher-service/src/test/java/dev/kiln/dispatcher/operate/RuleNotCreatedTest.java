package dev.kiln.dispatcher.operate;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Cause;
import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationRequeued;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An operator's word that an attempt created nothing. */
class RuleNotCreatedTest {

    private final RuleScene scene = new RuleScene();

    @Test
    void notCreatedGoesBackIntoTheQueueForTheNextAttempt() {
        scene.tasks(Samples.inDoubt());

        assertThat(scene.notCreated(1)).isInstanceOf(VerdictOutcome.Settled.class);

        assertThat(scene.announced())
                .isInstanceOfSatisfying(
                        GenerationRequeued.class,
                        requeued -> assertThat(requeued.cause().reason()).isEqualTo(Reason.BY_OPERATOR));
        assertThat(scene.tasks.tasks.only()).isInstanceOfSatisfying(Queued.class, queued -> {
            assertThat(queued.dueAt()).isEqualTo(scene.now);
            assertThat(queued.wasAttempt(1)).isTrue();
        });
        assertThat(scene.notCreated(1)).isInstanceOf(VerdictOutcome.Repeated.class);
    }

    @Test
    void notCreatedEndsWhatIsCanceledOrTooLate() {
        scene.tasks(Samples.inDoubt().withCancelRequested().next());
        scene.notCreated(1);
        assertThat(scene.announced()).isInstanceOf(GenerationCanceled.class);

        scene.tasks(Samples.inDoubt());
        scene.now = Samples.generation().expiresAt();
        scene.notCreated(1);
        assertThat(scene.announced()).isInstanceOfSatisfying(GenerationFailed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo(Reason.EXPIRED);
            assertThat(failed.charge().credits().isZero()).isTrue();
        });
        assertThat(scene.notCreated(1)).isInstanceOf(VerdictOutcome.Repeated.class);
    }

    @Test
    void aSenderThatMayStillHoldTheAnswerIsWaitedFor() {
        Cause lost = new Cause(Reason.SENDER_LOST, "the sender did not report");
        scene.tasks(Samples.submitting().doubt(lost, NOW.plusSeconds(7200)).next());
        scene.now = NOW.plusSeconds(899);
        assertThat(scene.notCreated(1)).isInstanceOf(VerdictOutcome.MovedOn.class);

        scene.now = NOW.plusSeconds(900);
        assertThat(scene.notCreated(1)).isInstanceOf(VerdictOutcome.Settled.class);
    }

    /** Whether it has reported is known no more once a hint has come between. */
    @Test
    void aForgottenHintDoesNotShortenTheWaitForTheSender() {
        Cause lost = new Cause(Reason.SENDER_LOST, "the sender did not report");
        InDoubt doubt = (InDoubt)
                Samples.submitting().doubt(lost, NOW.plusSeconds(7200)).next();
        Running hinted = (Running) doubt.lookInto("task-9", NOW).next();
        scene.tasks(hinted.forgetHint(NOW.plusSeconds(7200)).next());
        scene.now = NOW.plusSeconds(899);
        assertThat(scene.notCreated(1)).isInstanceOf(VerdictOutcome.MovedOn.class);

        scene.now = NOW.plusSeconds(900);
        assertThat(scene.notCreated(1)).isInstanceOf(VerdictOutcome.Settled.class);
    }

    @Test
    void whatOnlyAHintHasNamedCanBeFoundNotCreatedOnceItIsParked() {
        scene.tasks(Samples.lookedInto());
        assertThat(scene.notCreated(1)).isInstanceOf(VerdictOutcome.MovedOn.class);
        scene.tasks(Samples.lookedInto().park(NOW).next());
        scene.now = NOW.plus(Duration.ofHours(3));

        assertThat(scene.notCreated(1)).isInstanceOf(VerdictOutcome.Settled.class);

        assertThat(scene.tasks.tasks.only())
                .isInstanceOfSatisfying(
                        Queued.class,
                        queued -> assertThat(queued.lastSubmission().taskId()).isNull());
    }
}
