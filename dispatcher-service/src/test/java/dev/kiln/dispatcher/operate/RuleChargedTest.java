package dev.kiln.dispatcher.operate;

import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.dispatcher.audit.AuditEntry;
import dev.kiln.dispatcher.operate.RuleTask.Ruling;
import dev.kiln.dispatcher.task.Ending;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Task;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An operator's word on what an ended task was charged. */
class RuleChargedTest {

    private final RuleScene scene = new RuleScene();

    @Test
    void whatIsNoFigureIsDecidedAndDecidedAnew() {
        Ruling first = ruled(ended("0", ChargeBasis.UNREADABLE), 1, "50");

        assertThat(first.step().orElseThrow().event())
                .containsInstanceOf(GenerationSucceeded.class)
                .hasValueSatisfying(event -> {
                    GenerationSucceeded corrected = (GenerationSucceeded) event;
                    assertThat(corrected.charge()).isEqualTo(new Charge(Credits.of(50), ChargeBasis.DECIDED));
                    assertThat(corrected.corrects()).isEqualTo(ID + ".3");
                    assertThat(corrected.completedAt()).isEqualTo(NOW);
                });
        Task decided = first.step().orElseThrow().next();
        assertThat(ruled(decided, 1, "50.0").outcome()).isInstanceOf(VerdictOutcome.Repeated.class);
        assertThat(ruled(decided, 1, "40").outcome()).isInstanceOf(VerdictOutcome.Settled.class);
    }

    @Test
    void aHundredfoldChargeIsDecidedAndWhatCanBeBelievedIsNot() {
        assertThat(ruled(ended("5000", ChargeBasis.REPORTED), 1, "50").outcome())
                .isInstanceOf(VerdictOutcome.Settled.class);

        for (ChargeBasis known : List.of(ChargeBasis.REPORTED, ChargeBasis.COMPUTED)) {
            Ruling ruling = ruled(ended("4999", known), 1, "50");
            assertThat(ruling.outcome()).isInstanceOf(VerdictOutcome.Contradicted.class);
            assertThat(ruling.step()).isEmpty();
        }
    }

    @Test
    void whatHasNotEndedOrEndedByAnotherAttemptIsLeftAlone() {
        for (Task open : List.of(Samples.queued(), Samples.submitting(), Samples.running(), Samples.inDoubt())) {
            assertThat(ruled(open, 1, "50").outcome()).isInstanceOf(VerdictOutcome.MovedOn.class);
        }
        assertThat(ruled(ended("0", ChargeBasis.UNREADABLE), 2, "50").outcome())
                .isInstanceOf(VerdictOutcome.MovedOn.class);
    }

    @Test
    void aChargeIsDecidedOnceAndAudited() {
        Ending unreadable = Samples.success("50").charging(new Charge(Credits.ZERO, ChargeBasis.UNREADABLE));
        scene.tasks(Samples.running().finish("task-1", unreadable, NOW).next());
        Verdict charged = new Verdict.Charged(1, Credits.of(50));

        assertThat(scene.rule(ID, charged)).isInstanceOf(VerdictOutcome.Settled.class);
        assertThat(scene.rule(ID, charged)).isInstanceOf(VerdictOutcome.Repeated.class);

        assertThat(scene.tasks.tasks.announced()).hasSize(1);
        assertThat(scene.tasks.audit)
                .extracting(AuditEntry::outcome, AuditEntry::detail)
                .containsExactly(
                        tuple("settled", "attempt 1 charged 50 credits"),
                        tuple("repeated", "attempt 1 charged 50 credits"));
    }

    @Test
    void aGenerationThatWasGivenAnothersTaskCanBeRidOfItsHoldAlone() {
        scene.tasks(
                Samples.running().finish("task-1", Samples.success("50"), NOW).next());
        scene.tasks.otherOwner = Optional.of("gen_other");

        assertThat(scene.charged("50")).isInstanceOf(VerdictOutcome.Contradicted.class);
        assertThat(scene.charged("0")).isInstanceOf(VerdictOutcome.Settled.class);

        assertThat(scene.tasks.asked).isEqualTo("task-1");
        assertThat(((CompletionEvent) scene.announced()).charge())
                .isEqualTo(new Charge(Credits.ZERO, ChargeBasis.DECIDED));

        scene.tasks(
                Samples.running().finish("task-1", Samples.success("50"), NOW).next());
        assertThat(scene.charged("0")).isInstanceOf(VerdictOutcome.Contradicted.class);
    }

    private static Ruling ruled(Task task, int attempt, String credits) {
        return new RuleCharged().on(task, new Verdict.Charged(attempt, Credits.of(credits)), Optional.empty());
    }

    private static Task ended(String credits, ChargeBasis basis) {
        Ending ending = Samples.success("50").charging(new Charge(Credits.of(credits), basis));
        return Samples.running().finish("task-1", ending, NOW).next();
    }
}
