package dev.kiln.dispatcher.settle;

import static dev.kiln.dispatcher.settle.SettleScene.CONFIRMING;
import static dev.kiln.dispatcher.settle.SettleScene.URLS;
import static dev.kiln.dispatcher.settle.SettleScene.of;
import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.FAILURE;
import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.TaskFailed;
import dev.kiln.contract.TaskSucceeded;
import dev.kiln.dispatcher.kie.TaskResult;
import dev.kiln.dispatcher.settle.adapter.MeteredSettlements;
import dev.kiln.dispatcher.settle.adapter.SettledSpans;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.InMemoryTasks;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Task;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a task ends by what is said of it, once; {@link SettledChargesTest} has what it is said to have cost. */
class SettleTaskTest {

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void endsARunningTaskByItsCallback() {
        InMemoryTasks tasks = new InMemoryTasks(Samples.running());

        Settlement settlement =
                settle(tasks).settle(new TaskSucceeded(ID, 1, "jobs", "task-1", URLS, Credits.of("50")));

        assertThat(settlement).isEqualTo(Settlement.SETTLED);
        GenerationSucceeded event = (GenerationSucceeded) tasks.announced().get(0);
        assertThat(event.charge()).isEqualTo(new Charge(Credits.of(50), ChargeBasis.REPORTED));
        assertThat(event.assets()).singleElement().satisfies(asset -> {
            assertThat(asset.kind()).isEqualTo("video");
            assertThat(asset.expiresAt()).isEqualTo(NOW.plusSeconds(86400));
        });
    }

    @Test
    void aCallbacksWordIsToBeConfirmedAndTheRecordsIsNot() {
        InMemoryTasks byCallback = new InMemoryTasks(Samples.running());
        settle(byCallback).settle(new TaskSucceeded(ID, 1, "jobs", "task-1", URLS, Credits.of("50")));
        assertThat(((Finished) byCallback.only()).confirmAt()).isEqualTo(NOW.plusSeconds(10));

        InMemoryTasks byRecord = new InMemoryTasks(Samples.running());
        settle(byRecord).settle(ID, of(1, "task-1"), new TaskResult.Succeeded(URLS, Credits.of("50")));
        assertThat(((Finished) byRecord.only()).confirmAt()).isNull();
    }

    @Test
    void confirmsAShareThatTheIdDecides() {
        Confirmation half = new Confirmation(0.5, Duration.ZERO, Set.of("main"));
        long chosen = IntStream.range(0, 1000)
                .filter(number -> half.due("gen_" + number, "main", NOW).isPresent())
                .count();

        assertThat(chosen).isBetween(400L, 600L);
        assertThat(new Confirmation(0, Duration.ZERO, Set.of("main")).due(ID, "main", NOW))
                .isEmpty();
        assertThat(new Confirmation(1, Duration.ZERO, Set.of("main")).due(ID, "main", NOW))
                .contains(NOW);
        assertThatThrownBy(() -> new Confirmation(1.1, Duration.ZERO, Set.of("main")))
                .hasMessageContaining("kiln.poll.confirm-share");
    }

    /** Which account it was charged to is known by its record alone. */
    @Test
    void confirmsEachOfAnAccountThatIsNotKnown() {
        Confirmation none = new Confirmation(0, Duration.ZERO, Set.of("main"));
        InMemoryTasks tasks = new InMemoryTasks(Samples.ofUnknownAccount());

        settle(tasks, none).settle(new TaskSucceeded(ID, 1, "jobs", "task-1", URLS, Credits.of("50")));

        assertThat(((Finished) tasks.only()).confirmAt()).isEqualTo(NOW);
    }

    @Test
    void saysNothingTwice() {
        InMemoryTasks tasks = new InMemoryTasks(Samples.running());
        TaskSucceeded event = new TaskSucceeded(ID, 1, "jobs", "task-1", URLS, Credits.of("50"));

        settle(tasks).settle(event);

        assertThat(settle(tasks).settle(event)).isEqualTo(Settlement.REPEATED);
        assertThat(tasks.announced()).hasSize(1);
    }

    @Test
    void bringsHomeAnAttemptWhoseAnswerWasLost() {
        for (Task lost : List.of(
                Samples.submitting(),
                Samples.inDoubt(),
                Samples.inDoubt().park().next())) {
            InMemoryTasks tasks = new InMemoryTasks(lost);

            Settlement settlement =
                    settle(tasks).settle(ID, of(1, "task-9"), new TaskResult.Succeeded(URLS, Credits.of("50")));

            assertThat(settlement).isEqualTo(Settlement.SETTLED);
            assertThat(tasks.announced()).singleElement().isInstanceOf(GenerationSucceeded.class);
        }
    }

    @Test
    void correctsWhatLaterTruthContradicts() {
        InMemoryTasks tasks = new InMemoryTasks(Samples.running());
        settle(tasks).settle(ID, of(1, "task-1"), new TaskResult.Failed(FAILURE, Credits.ZERO));

        Settlement settlement =
                settle(tasks).settle(ID, of(1, "task-1"), new TaskResult.Succeeded(URLS, Credits.of("50")));

        assertThat(settlement).isEqualTo(Settlement.SETTLED);
        GenerationSucceeded corrected = (GenerationSucceeded) tasks.announced().get(1);
        assertThat(corrected.corrects()).isEqualTo(ID + ".3");
    }

    /** Kie signs no body, and without a key nothing at all: what the record has proved stands until the record differs. */
    @Test
    void aLateCallbackThatContradictsMakesTheRecordBeReadAndCorrectsNothingByItself() {
        InMemoryTasks tasks = new InMemoryTasks(Samples.running());
        TaskResult truth = new TaskResult.Succeeded(URLS, Credits.of("50"));
        settle(tasks).settle(ID, of(1, "task-1"), truth);
        Finished proved = (Finished) tasks.only();

        Settlement settlement =
                settle(tasks).settle(new TaskFailed(ID, 1, "jobs", "task-1", "500", "Internal error", Credits.ZERO));

        assertThat(settlement).isEqualTo(Settlement.SETTLED);
        assertThat(tasks.announced()).hasSize(1);
        assertThat(tasks.only()).isEqualTo(proved.confirmed(NOW).next());
        settle(tasks).confirm(ID, of(1, "task-1"), truth);
        assertThat(tasks.only()).isEqualTo(proved);
        assertThat(tasks.announced()).hasSize(1);
    }

    @Test
    void doesNotTakeOneTaskForAnother() {
        InMemoryTasks tasks = new InMemoryTasks(Samples.running());
        TaskResult result = new TaskResult.Succeeded(URLS, Credits.of("50"));

        assertThat(settle(tasks).settle(ID, of(1, "task-2"), result)).isEqualTo(Settlement.OTHER_TASK);
        assertThat(settle(tasks).settle(ID, of(2, "task-1"), result)).isEqualTo(Settlement.OTHER_TASK);
        assertThat(settle(new InMemoryTasks()).settle(ID, of(1, "task-1"), result))
                .isEqualTo(Settlement.UNKNOWN_GENERATION);
        assertThat(tasks.announced()).isEmpty();
    }

    @Test
    void anAttemptThatCreatedATaskAfterAllEndsTheGenerationBeforeTheNextOne() {
        InMemoryTasks tasks =
                new InMemoryTasks(Samples.submitting().requeue(CAUSE, NOW, NOW).next());

        Settlement settlement =
                settle(tasks).settle(ID, of(1, "task-1"), new TaskResult.Succeeded(URLS, Credits.of("50")));

        assertThat(settlement).isEqualTo(Settlement.SETTLED);
    }

    @Test
    void countsWhoseWordEndedItAndWhoseCorrectedIt() {
        InMemoryTasks lost = new InMemoryTasks(Samples.running());
        settle(lost).settle(ID, of(1, "task-1"), new TaskResult.Succeeded(URLS, Credits.of("50")));
        InMemoryTasks called = new InMemoryTasks(Samples.running());
        settle(called).settle(new TaskSucceeded(ID, 1, "jobs", "task-1", URLS, Credits.of("50")));
        settle(called).confirm(ID, of(1, "task-1"), new TaskResult.Succeeded(URLS, Credits.of("50")));
        settle(called).confirm(ID, of(1, "task-1"), new TaskResult.Succeeded(URLS, Credits.of("40")));

        assertThat(counted("kiln_dispatcher_endings_total", "by", "record", "state", "succeeded"))
                .isEqualTo(1);
        assertThat(counted("kiln_dispatcher_endings_total", "by", "callback", "state", "succeeded"))
                .isEqualTo(1);
        assertThat(counted("kiln_dispatcher_callbacks_lost_total", "account", "main"))
                .isEqualTo(1);
        assertThat(counted("kiln_dispatcher_corrections_total", "by", "record")).isEqualTo(1);
    }

    @Test
    void countsACallbackOfAnotherTaskOrOfAnAttemptThatWasFollowedByAnother() {
        Queued again = (Queued) Samples.inDoubt().requeue(CAUSE, NOW, NOW).next();
        InMemoryTasks second = new InMemoryTasks(again.claim("main", NOW, NOW));
        settle(second).settle(new TaskSucceeded(ID, 1, "jobs", "task-1", URLS, Credits.of("50")));
        assertThat(counted("kiln_dispatcher_second_tasks_total")).isEqualTo(1);

        InMemoryTasks running = new InMemoryTasks(Samples.running());
        settle(running).settle(new TaskSucceeded(ID, 1, "jobs", "task-2", URLS, Credits.of("50")));
        assertThat(counted("kiln_dispatcher_second_tasks_total")).isEqualTo(2);

        settle(running).settle(new TaskSucceeded(ID, 1, "jobs", "task-1", URLS, Credits.of("50")));
        settle(running).settle(new TaskSucceeded(ID, 1, "jobs", "task-1", URLS, Credits.of("50")));
        assertThat(counted("kiln_dispatcher_second_tasks_total")).isEqualTo(2);
    }

    private double counted(String name, String... tags) {
        return meters.get(name).tags(tags).counter().count();
    }

    private SettleTask settle(InMemoryTasks tasks) {
        return settle(tasks, CONFIRMING);
    }

    private SettleTask settle(InMemoryTasks tasks, Confirmation confirmation) {
        return SettleScene.settle(
                tasks,
                confirmation,
                new MeteredSettlements(
                        meters, true, new SettledSpans(OpenTelemetry.noop().getTracer("off"))));
    }
}
