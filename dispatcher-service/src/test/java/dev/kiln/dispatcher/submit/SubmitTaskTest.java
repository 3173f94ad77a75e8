package dev.kiln.dispatcher.submit;

import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.ContractJson;
import dev.kiln.contract.GenerationRequeued;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.kie.CreateOutcome;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Submitting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is sent to Kie and what is not; {@link SubmitAnswersTest} has what its answers come to. */
class SubmitTaskTest {

    private final SubmitScene scene = new SubmitScene();

    @Test
    void sendsOnceWithTheAttemptsOwnCallbackUrlAndRecordsTheTask() throws Exception {
        scene.kie.answer = new CreateOutcome.Created("task-1");

        assertThat(scene.submitNext()).isTrue();

        assertThat(scene.tasks.announced()).singleElement().isInstanceOf(GenerationSubmitted.class);
        assertThat(scene.kie.calls).hasSize(1);
        assertThat(ContractJson.mapper()
                        .readTree(scene.kie.calls.get(0).body())
                        .get("callBackUrl")
                        .textValue())
                .startsWith("https://kiln.example.com/v1/kie/jobs/" + ID + ".1.");
        assertThat(scene.claims.answered).containsExactly(ID);
    }

    @Test
    void recordsNoIntentWithoutAConnection() {
        scene.kie.refusesConnections = true;

        assertThat(scene.submitNext()).isFalse();

        assertThat(scene.tasks.only()).isInstanceOf(Queued.class);
        assertThat(scene.claims.claimed).isZero();
    }

    @Test
    void doesNotSendAnIntentThatTookTooLong() {
        scene.claims.takes = Duration.ofSeconds(6);

        scene.submitNext();

        assertThat(scene.kie.calls).isEmpty();
        assertThat(scene.tasks.only()).isInstanceOf(Queued.class);
        assertThat(scene.tasks.announced()).singleElement().isInstanceOf(GenerationRequeued.class);
    }

    @Test
    void doesNotSendWhatExpiredWhileItsIntentWasRecorded() {
        scene.clock.now = Samples.generation().expiresAt().minusSeconds(1);
        scene.claims.takes = Duration.ofSeconds(1);

        scene.submitNext();

        assertThat(scene.kie.calls).isEmpty();
        assertThat(scene.tasks.only()).isInstanceOf(Queued.class);
    }

    @Test
    void doesNotSendAnIntentWhoseCommitWasNotConfirmedAndTestifiesToThat() {
        scene.claims.commitUnconfirmed = true;

        scene.submitNext();

        assertThat(scene.kie.calls).isEmpty();
        assertThat(scene.tasks.only())
                .isInstanceOfSatisfying(
                        Queued.class, queued -> assertThat(queued.wasAttempt(1)).isTrue());
    }

    @Test
    void aTestimonyDoesNotTouchTheSameAttemptOfAnotherSender() {
        Submitting another = Samples.queued().claim("main", NOW.plusSeconds(1), NOW.plusSeconds(61));
        scene.claims.commitUnconfirmed = true;
        scene.claims.afterTheCommit = () -> scene.tasks.put(another);

        scene.submitNext();

        assertThat(scene.tasks.only()).isEqualTo(another);
        assertThat(scene.tasks.announced()).isEmpty();
    }

    /** Nobody else can know that nothing was sent: unsaid, it would be swept into doubt and parked. */
    @Test
    void aCreateThatCannotBePutTogetherIsSaidToBeNotSentAndTriedLate() {
        Generation broken = Samples.generation();
        scene.tasks.put(new Queued(
                new Generation(
                        broken.id(),
                        broken.tenantId(),
                        broken.request(),
                        null,
                        broken.input(),
                        broken.estimate(),
                        broken.lane(),
                        broken.acceptedAt(),
                        broken.expiresAt(),
                        broken.fingerprint(),
                        null),
                0,
                false,
                null,
                NOW));

        scene.submitNext();

        assertThat(scene.kie.calls).isEmpty();
        assertThat(scene.tasks.only())
                .isInstanceOfSatisfying(
                        Queued.class, queued -> assertThat(queued.dueAt()).isEqualTo(NOW.plusSeconds(300)));
        assertThat(scene.tasks.announced())
                .last()
                .isInstanceOfSatisfying(
                        GenerationRequeued.class,
                        requeued -> assertThat(requeued.cause().reason()).isEqualTo(Reason.NOT_HANDLED));
        assertThat(scene.kie.open).isZero();
    }
}
