package dev.kiln.dispatcher.operate;

import static dev.kiln.dispatcher.operate.RuleScene.ABSENT;
import static dev.kiln.dispatcher.operate.RuleScene.PENDING;
import static dev.kiln.dispatcher.operate.RuleScene.SUCCESS;
import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.audit.AuditEntry;
import dev.kiln.dispatcher.kie.RecordOrigin;
import dev.kiln.dispatcher.kie.Records.Shown;
import dev.kiln.dispatcher.kie.TaskRecord;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Task;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An operator's word that an attempt created a task, and what Kie's record of that task has to show. */
class RuleCreatedTest {

    private final RuleScene scene = new RuleScene();

    @Test
    void aTaskThatIsUnderWayRunsAndIsPolledAtOnce() {
        scene.tasks(Samples.inDoubt());

        assertThat(scene.created("task-9")).isInstanceOf(VerdictOutcome.Settled.class);

        assertThat(scene.announced()).isInstanceOf(GenerationSubmitted.class);
        assertThat(scene.tasks.tasks.only()).isInstanceOfSatisfying(Running.class, running -> {
            assertThat(running.submission().taskId()).isEqualTo("task-9");
            assertThat(running.pollAt()).isEqualTo(scene.now);
        });
        assertThat(scene.tasks.audit)
                .containsExactly(new AuditEntry(
                        scene.now,
                        "ada",
                        "settle",
                        ID,
                        "seen in Kie's log",
                        "settled",
                        "attempt 1 created, task task-9"));
    }

    @Test
    void aTaskThatHasEndedEndsTheGeneration() {
        scene.tasks(RuleScene.parked(null));
        scene.shown = SUCCESS;

        assertThat(scene.created("task-9")).isInstanceOf(VerdictOutcome.Settled.class);

        assertThat(scene.announced()).isInstanceOfSatisfying(GenerationSucceeded.class, succeeded -> {
            assertThat(succeeded.charge().credits()).isEqualTo(Credits.of(50));
            assertThat(succeeded.submission().taskId()).isEqualTo("task-9");
        });
    }

    @Test
    void whatKieHasNoRecordOfWasNotCreatedAsThatTask() {
        scene.tasks(Samples.inDoubt());
        scene.shown = ABSENT;

        assertThat(scene.created("task-9")).isInstanceOf(VerdictOutcome.Contradicted.class);
        assertThat(scene.tasks.tasks.only()).isInstanceOf(InDoubt.class);
    }

    @Test
    void aRecordThatCannotBeReadProvesNothing() {
        scene.tasks(Samples.inDoubt());
        scene.shown = new Shown(new TaskRecord.Unreadable(CAUSE), RecordOrigin.UNKNOWN);
        assertThat(scene.created("task-9")).isInstanceOf(VerdictOutcome.Unproven.class);

        scene.shown = new Shown(new TaskRecord.AccountStopped(CAUSE), RecordOrigin.UNKNOWN);
        assertThat(scene.created("task-9")).isInstanceOf(VerdictOutcome.Unproven.class);

        scene.budgetLeft = false;
        assertThat(scene.created("task-9")).isInstanceOf(VerdictOutcome.Unproven.class);
        assertThat(scene.tasks.tasks.only()).isInstanceOf(InDoubt.class);
    }

    @Test
    void aTaskOfAnotherGenerationIsRefused() {
        scene.tasks(Samples.inDoubt());
        scene.tasks.otherOwner = Optional.of("gen_other");

        assertThat(scene.created("task-9"))
                .isInstanceOfSatisfying(
                        VerdictOutcome.Contradicted.class,
                        against -> assertThat(against.detail()).contains("gen_other"));
    }

    @Test
    void aTaskWhoseEndNobodySawKeepsTheTaskThatKieNamed() {
        scene.tasks(RuleScene.parked("task-1"));

        assertThat(scene.created("task-9")).isInstanceOf(VerdictOutcome.Contradicted.class);
        assertThat(scene.created("task-1")).isInstanceOf(VerdictOutcome.Repeated.class);
        assertThat(scene.notCreated(1)).isInstanceOf(VerdictOutcome.Contradicted.class);
        scene.shown = SUCCESS;
        assertThat(scene.created("task-1")).isInstanceOf(VerdictOutcome.Settled.class);
    }

    @Test
    void aTaskThatOnlyAHintHasNamedGivesWayToTheOneThatIsProven() {
        for (Task hinted :
                List.of(Samples.lookedInto(), Samples.lookedInto().park(NOW).next())) {
            scene.tasks(hinted);

            assertThat(scene.created("task-9")).isInstanceOf(VerdictOutcome.Settled.class);

            assertThat(scene.tasks.tasks.only().lastSubmission().taskId()).isEqualTo("task-9");
        }
        scene.tasks(Samples.running());
        assertThat(scene.created("task-9")).isInstanceOf(VerdictOutcome.MovedOn.class);
    }

    @Test
    void createdIsReadWithTheAccountThatIsNamedAndTakesItOver() {
        scene.owner = "second";
        for (Shown there : List.of(PENDING, SUCCESS)) {
            scene.shown = there;
            scene.tasks(Samples.inDoubt());
            assertThat(scene.created("task-9")).isInstanceOf(VerdictOutcome.Contradicted.class);

            assertThat(scene.created("task-9", "second")).isInstanceOf(VerdictOutcome.Settled.class);

            assertThat(scene.tasks.tasks.only().lastSubmission()).isEqualTo(new Submission(1, "second", "task-9", NOW));
            assertThat(scene.tasks.audit.getLast().detail())
                    .isEqualTo("attempt 1 created, task task-9 of account second");
        }
    }

    @Test
    void createdWithoutAnAccountLooksForTheRecordWithEachWhereTheAttemptsIsUnknown() {
        scene.owner = "second";
        scene.tasks(Samples.ofUnknownAccount());

        assertThat(scene.created("task-9")).isInstanceOf(VerdictOutcome.Settled.class);

        assertThat(scene.tasks.tasks.only().lastSubmission().account()).isEqualTo("second");
        assertThat(scene.announced()).isInstanceOf(GenerationSubmitted.class);
    }

    @Test
    void aTaskThatIsKnownTakesOverTheAccountThatItsRecordIsOf() {
        scene.owner = "second";
        Running lost =
                (Running) Samples.ofUnknownAccount().created("task-9", NOW).next();
        scene.tasks(lost.park(NOW).next());

        assertThat(scene.created("task-9", "second")).isInstanceOf(VerdictOutcome.Settled.class);
        assertThat(scene.tasks.tasks.only().lastSubmission().account()).isEqualTo("second");
    }

    @Test
    void createdWithAnAccountThatIsNotConfiguredIsRefused() {
        scene.tasks(Samples.ofUnknownAccount());

        assertThat(scene.created("task-9", "third"))
                .isInstanceOfSatisfying(
                        VerdictOutcome.Contradicted.class,
                        against -> assertThat(against.detail()).contains("configured"));
        assertThat(scene.tasks.tasks.only()).isInstanceOf(InDoubt.class);
    }
}
