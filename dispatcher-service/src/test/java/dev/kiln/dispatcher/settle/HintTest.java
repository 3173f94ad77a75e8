package dev.kiln.dispatcher.settle;

import static dev.kiln.dispatcher.settle.SettleScene.URLS;
import static dev.kiln.dispatcher.settle.SettleScene.settle;
import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Credits;
import dev.kiln.contract.Reason;
import dev.kiln.contract.TaskHinted;
import dev.kiln.contract.TaskSucceeded;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.InMemoryTasks;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a callback that is not believed comes to. */
class HintTest {

    @Test
    void aHintIsNotBelievedButLookedInto() {
        InMemoryTasks running = new InMemoryTasks(Samples.running());
        InMemoryTasks doubt = new InMemoryTasks(Samples.inDoubt());

        settle(running).hint(new TaskHinted(ID, 1, "jobs", "another", Reason.BAD_SIGNATURE));
        settle(doubt).hint(new TaskHinted(ID, 1, "jobs", "task-1", Reason.BAD_SIGNATURE));

        Running polledNow = (Running) running.only();
        assertThat(polledNow.pollAt()).isEqualTo(NOW);
        assertThat(polledNow.submission().taskId()).isEqualTo("task-1");
        Running found = (Running) doubt.only();
        assertThat(found.pollAt()).isEqualTo(NOW);
        assertThat(found.submission().taskId()).isEqualTo("task-1");
    }

    @Test
    void aCallbackThatIsBelievedNamesTheTaskWhateverAHintHasNamed() {
        TaskSucceeded truth = new TaskSucceeded(ID, 1, "jobs", "task-1", URLS, Credits.of("50"));
        TaskHinted forged = new TaskHinted(ID, 1, "jobs", "forged", Reason.BAD_SIGNATURE);
        for (Task lost : List.of(
                Samples.inDoubt(),
                Samples.inDoubt().park().next(),
                Samples.inDoubt().requeue(CAUSE, NOW, NOW).next())) {
            InMemoryTasks tasks = new InMemoryTasks(lost);
            settle(tasks).hint(forged);
            Running hinted = (Running) tasks.only();
            assertThat(hinted.submission().taskId()).isEqualTo("forged");
            InMemoryTasks endless = new InMemoryTasks(hinted.park(NOW).next());

            assertThat(settle(tasks).settle(truth)).isEqualTo(Settlement.SETTLED);
            assertThat(settle(endless).settle(truth)).isEqualTo(Settlement.SETTLED);

            for (InMemoryTasks ended : List.of(tasks, endless)) {
                assertThat(((Finished) ended.only()).completion().submission().taskId())
                        .isEqualTo("task-1");
            }
        }
    }

    @Test
    void aHintGivesWayToNoOtherUntilItsTaskHasBeenLookedInto() {
        TaskHinted genuine = new TaskHinted(ID, 1, "jobs", "task-1", Reason.STALE_SIGNATURE);
        TaskHinted forged = new TaskHinted(ID, 1, "jobs", "forged", Reason.BAD_SIGNATURE);
        InMemoryTasks tasks = new InMemoryTasks(Samples.inDoubt());

        settle(tasks).hint(genuine);
        settle(tasks).hint(forged);
        assertThat(tasks.only().lastSubmission().taskId()).isEqualTo("task-1");

        tasks.put(((Running) tasks.only()).forgetHint(NOW).next());
        settle(tasks).hint(forged);
        assertThat(tasks.only().lastSubmission().taskId()).isEqualTo("forged");
    }

    @Test
    void aHintDoesNotForestallTheCreatesOwnAnswer() {
        InMemoryTasks tasks = new InMemoryTasks(Samples.submitting());

        settle(tasks).hint(new TaskHinted(ID, 1, "jobs", "forged", Reason.BAD_SIGNATURE));

        Submitting hinted = (Submitting) tasks.only();
        assertThat(hinted.submission().taskId()).isNull();
        Running created = (Running) hinted.created("task-1", NOW).next();
        assertThat(created.submission().taskId()).isEqualTo("task-1");
    }

    @Test
    void aHintIsLookedIntoWhereTheCreateGetsNoClearAnswer() {
        InMemoryTasks tasks = new InMemoryTasks(Samples.submitting());

        settle(tasks).hint(new TaskHinted(ID, 1, "jobs", "task-1", Reason.BAD_SIGNATURE));

        Running found = (Running)
                ((Submitting) tasks.only()).doubt(CAUSE, NOW.plusSeconds(7200)).next();
        assertThat(found.submission().taskId()).isEqualTo("task-1");
        assertThat(found.pollAt()).isBeforeOrEqualTo(NOW);
    }

    @Test
    void aHintAboutAnotherAttemptIsNotRemembered() {
        InMemoryTasks tasks = new InMemoryTasks(Samples.submitting());

        settle(tasks).hint(new TaskHinted(ID, 2, "jobs", "task-2", Reason.BAD_SIGNATURE));

        assertThat(tasks.only()).isEqualTo(Samples.submitting());
    }

    @Test
    void aHintOfATaskThatWasTakenForNotCreatedComesBeforeTheNextAttemptOrIsOfAFurtherTask() {
        Queued again = (Queued) Samples.inDoubt().requeue(CAUSE, NOW, NOW).next();
        TaskHinted late = new TaskHinted(ID, 1, "jobs", "task-1", Reason.BAD_SIGNATURE);
        InMemoryTasks inTime = new InMemoryTasks(again);
        InMemoryTasks tooLate = new InMemoryTasks(again.claim("main", NOW, NOW.plusSeconds(60)));

        assertThat(settle(inTime).hint(late)).isEqualTo(Settlement.SETTLED);
        assertThat(settle(tooLate).hint(late)).isEqualTo(Settlement.OTHER_TASK);

        Running found = (Running) inTime.only();
        assertThat(found.submission().attempt()).isEqualTo(1);
        assertThat(found.submission().taskId()).isEqualTo("task-1");
        assertThat(tooLate.only()).isInstanceOf(Submitting.class);
    }
}
