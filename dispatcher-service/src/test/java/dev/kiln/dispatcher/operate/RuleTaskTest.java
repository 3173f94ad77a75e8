package dev.kiln.dispatcher.operate;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.dispatcher.audit.AuditEntry;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of each verdict: it is given once, on the attempt that it names and while that is open, and it is audited. */
class RuleTaskTest {

    private final RuleScene scene = new RuleScene();

    @Test
    void theSameVerdictAgainIsHarmless() {
        scene.tasks(Samples.inDoubt());
        scene.created("task-9");

        assertThat(scene.created("task-9")).isInstanceOf(VerdictOutcome.Repeated.class);
        assertThat(scene.created("task-8")).isInstanceOf(VerdictOutcome.MovedOn.class);
        assertThat(scene.tasks.tasks.announced()).hasSize(1);
        assertThat(scene.tasks.audit)
                .extracting(AuditEntry::outcome)
                .containsExactly("settled", "repeated", "moved-on");
    }

    @Test
    void aLateVerdictOnTheAttemptBeforeLeavesTheNextOneInDoubt() {
        Queued again = (Queued) Samples.inDoubt().requeue(CAUSE, NOW, NOW).next();
        InDoubt second = (InDoubt) again.claim("main", NOW, NOW.plusSeconds(60))
                .doubt(CAUSE, NOW.plusSeconds(7200))
                .next();
        scene.tasks(second);

        assertThat(scene.notCreated(1)).isInstanceOf(VerdictOutcome.Repeated.class);
        assertThat(scene.created("task-9")).isInstanceOf(VerdictOutcome.MovedOn.class);
        assertThat(scene.notCreated(3)).isInstanceOf(VerdictOutcome.MovedOn.class);
        assertThat(scene.tasks.tasks.only()).isEqualTo(second);
    }

    @Test
    void whatIsBeingSubmittedOrRunsIsNotRuledOn() {
        for (Task task : List.of(Samples.submitting(), Samples.running())) {
            scene.tasks(task);
            assertThat(scene.notCreated(1)).isInstanceOf(VerdictOutcome.MovedOn.class);
            assertThat(scene.created("task-9")).isInstanceOf(VerdictOutcome.MovedOn.class);
            assertThat(scene.tasks.tasks.only()).isEqualTo(task);
        }
    }

    @Test
    void aVerdictThatWasWrongIsTakenBackBeforeTheNextAttempt() {
        scene.tasks(Samples.inDoubt());
        scene.notCreated(1);

        assertThat(scene.created("task-9")).isInstanceOf(VerdictOutcome.Settled.class);

        assertThat(scene.tasks.tasks.only())
                .isInstanceOfSatisfying(
                        Running.class,
                        running -> assertThat(running.submission().attempt()).isEqualTo(1));
    }

    @Test
    void anUnknownGenerationIsSaidToBeAndAudited() {
        scene.tasks(Samples.inDoubt());

        VerdictOutcome outcome = scene.rule("gen_unknown", new Verdict.NotCreated(1));

        assertThat(outcome).isInstanceOf(VerdictOutcome.UnknownGeneration.class);
        assertThat(scene.tasks.audit).extracting(AuditEntry::outcome).containsExactly("unknown-generation");
    }
}
