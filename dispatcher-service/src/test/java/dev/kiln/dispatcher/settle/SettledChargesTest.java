package dev.kiln.dispatcher.settle;

import static dev.kiln.dispatcher.settle.SettleScene.URLS;
import static dev.kiln.dispatcher.settle.SettleScene.of;
import static dev.kiln.dispatcher.settle.SettleScene.settle;
import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.Reason;
import dev.kiln.contract.TaskFailed;
import dev.kiln.contract.TaskSucceeded;
import dev.kiln.dispatcher.kie.TaskResult;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.InMemoryTasks;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an ended task is said to have cost, by the figure that Kie gave or did not give. */
class SettledChargesTest {

    @Test
    void computesTheChargeOfASuccessWithoutAFigure() {
        InMemoryTasks tasks = new InMemoryTasks(Samples.running());

        settle(tasks).settle(new TaskSucceeded(ID, 1, "jobs", "task-1", URLS, null));

        GenerationSucceeded event = (GenerationSucceeded) tasks.announced().get(0);
        assertThat(event.charge()).isEqualTo(new Charge(Credits.of(50), ChargeBasis.COMPUTED));
    }

    @Test
    void assumesNoChargeForAFailureWithoutAFigure() {
        InMemoryTasks tasks = new InMemoryTasks(Samples.running());

        settle(tasks).settle(new TaskFailed(ID, 1, "jobs", "task-1", "500", "Internal server error", null));

        GenerationFailed event = (GenerationFailed) tasks.announced().get(0);
        assertThat(event.charge()).isEqualTo(new Charge(Credits.ZERO, ChargeBasis.ASSUMED));
        assertThat(event.failure().billed()).isFalse();
    }

    @Test
    void guessesNothingWhereWhatKieNamedIsNoFigure() {
        InMemoryTasks tasks = new InMemoryTasks(Samples.running());
        settle(tasks).settle(new TaskSucceeded(ID, 1, "jobs", "task-1", URLS, null, true));

        assertThat(((CompletionEvent) tasks.announced().getFirst()).charge())
                .isEqualTo(new Charge(Credits.ZERO, ChargeBasis.UNREADABLE));
        settle(tasks).confirm(ID, of(1, "task-1"), new TaskResult.Succeeded(URLS, Credits.of("2.5")));
        assertThat(((CompletionEvent) tasks.announced().getLast()).charge())
                .isEqualTo(new Charge(Credits.of("2.5"), ChargeBasis.REPORTED));

        InMemoryTasks failing = new InMemoryTasks(Samples.running());
        settle(failing).settle(new TaskFailed(ID, 1, "jobs", "task-1", "500", "Internal server error", null, true));
        GenerationFailed failed = (GenerationFailed) failing.announced().getFirst();
        assertThat(failed.charge().basis()).isEqualTo(ChargeBasis.UNREADABLE);
        assertThat(failed.failure().billed()).isTrue();
    }

    @Test
    void aSuccessWithoutAFileIsAFailureWithItsCharge() {
        InMemoryTasks tasks = new InMemoryTasks(Samples.running());

        settle(tasks).settle(new TaskSucceeded(ID, 1, "jobs", "task-1", List.of(), Credits.of("50")));

        GenerationFailed event = (GenerationFailed) tasks.announced().get(0);
        assertThat(event.failure().reason()).isEqualTo(Reason.NO_RESULT);
        assertThat(event.failure().billed()).isTrue();
        assertThat(event.charge().credits()).isEqualTo(Credits.of(50));
    }

    @Test
    void aChargeThatTheCatalogCanNoLongerPriceIsTheQuote() {
        Generation changed = Samples.generation();
        ((ObjectNode) changed.input()).put("duration", "7");
        Queued queued = new Queued(changed, 0, false, null, NOW);
        InMemoryTasks tasks = new InMemoryTasks(
                queued.claim("main", NOW, NOW).created("task-1", NOW).next());

        settle(tasks).settle(new TaskSucceeded(ID, 1, "jobs", "task-1", URLS, null));

        GenerationSucceeded event = (GenerationSucceeded) tasks.announced().get(0);
        assertThat(event.charge()).isEqualTo(new Charge(Credits.of(50), ChargeBasis.COMPUTED));
    }
}
