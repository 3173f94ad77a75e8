package dev.kiln.dispatcher.intake;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.catalog.Catalog;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.Reason;
import dev.kiln.contract.TaskFailed;
import dev.kiln.contract.TaskHinted;
import dev.kiln.contract.TaskSucceeded;
import dev.kiln.dispatcher.settle.Confirmation;
import dev.kiln.dispatcher.settle.Endings;
import dev.kiln.dispatcher.settle.SettleTask;
import dev.kiln.dispatcher.settle.SilentSettlements;
import dev.kiln.dispatcher.task.HeardTasks.Heard;
import dev.kiln.dispatcher.task.InMemoryHeardTasks;
import dev.kiln.dispatcher.task.InMemoryTasks;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TakeTaskCompletionsTest {

    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final List<String> URLS = List.of("https://files.example.com/1.mp4");

    private final InMemoryHeardTasks heard = new InMemoryHeardTasks();
    private final InMemoryTasks tasks = new InMemoryTasks(secondAttempt());
    private final TakeTaskCompletions take = new TakeTaskCompletions(
            new SettleTask(
                    tasks,
                    new Endings(Catalog.bundled()),
                    new Confirmation(1, Duration.ZERO, Set.of("main")),
                    CLOCK,
                    new SilentSettlements()),
            heard,
            CLOCK);

    @Test
    void whatNamesAFurtherTaskIsSetAsideAndKept() {
        TaskSucceeded second = new TaskSucceeded(ID, 1, "jobs", "task-1", URLS, Credits.of("50"));
        TaskHinted fourth = new TaskHinted(ID, 1, "jobs", "task-4", Reason.BAD_SIGNATURE);
        TaskFailed third = new TaskFailed(ID, 1, "jobs", "task-3", "500", "internal error", null);

        for (KilnEvent event : List.of(second, second, third, fourth)) {
            assertThat(take.take(envelope(event)))
                    .get()
                    .satisfies(rejection -> assertThat(rejection.reason()).isEqualTo(Reason.OTHER_ATTEMPT));
        }

        assertThat(heard.heard)
                .isEqualTo(Map.of(
                        new Heard(ID, 1, "task-1"),
                        NOW,
                        new Heard(ID, 1, "task-3"),
                        NOW,
                        new Heard(ID, 1, "task-4"),
                        NOW));
        assertThat(tasks.announced()).isEmpty();
    }

    @Test
    void itsOwnTaskAndAHintOfItsAttemptAreNoFurtherOnes() {
        TaskSucceeded own = new TaskSucceeded(ID, 2, "jobs", "task-2", URLS, Credits.of("50"));

        for (KilnEvent event : List.of(new TaskHinted(ID, 2, "jobs", "task-9", Reason.UNREADABLE), own, own)) {
            assertThat(take.take(envelope(event))).isEmpty();
        }

        assertThat(heard.heard).isEmpty();
        assertThat(tasks.announced()).hasSize(1);
    }

    private static Task secondAttempt() {
        Queued again = (Queued) Samples.inDoubt().requeue(CAUSE, NOW, NOW).next();
        return again.claim("main", NOW, NOW.plusSeconds(60))
                .created("task-2", NOW)
                .next();
    }

    private static Envelope envelope(KilnEvent event) {
        return new Envelope("e", Envelope.BILLING, NOW, null, event);
    }
}
