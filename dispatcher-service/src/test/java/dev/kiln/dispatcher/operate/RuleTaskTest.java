package dev.kiln.dispatcher.operate;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kiln.catalog.Catalog;
import dev.kiln.contract.Cause;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationRequeued;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.Reason;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.audit.AuditEntry;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.kie.FixedPollSlots;
import dev.kiln.dispatcher.kie.LimitedRecords;
import dev.kiln.dispatcher.kie.RecordOrigin;
import dev.kiln.dispatcher.kie.Records.Shown;
import dev.kiln.dispatcher.kie.TaskRecord;
import dev.kiln.dispatcher.kie.TaskResult;
import dev.kiln.dispatcher.settle.Confirmation;
import dev.kiln.dispatcher.settle.Endings;
import dev.kiln.dispatcher.settle.SettleTask;
import dev.kiln.dispatcher.settle.SilentSettlements;
import dev.kiln.dispatcher.task.Ending;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.InMemoryHeardTasks;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Submitted;
import dev.kiln.dispatcher.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleTaskTest {

    private static final Order ORDER = new Order("ada", "seen in Kie's log");
    private static final Set<String> ACCOUNTS = Set.of("main", "second");
    private static final Shown ABSENT = new Shown(new TaskRecord.Absent(), RecordOrigin.UNKNOWN);
    private static final Shown PENDING = new Shown(new TaskRecord.Pending(), RecordOrigin.UNKNOWN);
    private static final Shown SUCCESS = new Shown(
            new TaskRecord.Finished(
                    new TaskResult.Succeeded(List.of("https://files.example.com/1.mp4"), Credits.of(50))),
            RecordOrigin.UNKNOWN);

    private Instant now = NOW.plusSeconds(3600);
    private Shown shown = PENDING;
    private String owner = "main";
    private boolean budgetLeft = true;
    private InMemoryAuditedTasks tasks;

    @Test
    void aTaskThatIsUnderWayRunsAndIsPolledAtOnce() {
        tasks(Samples.inDoubt());

        assertThat(created("task-9")).isInstanceOf(VerdictOutcome.Settled.class);

        assertThat(announced()).isInstanceOf(GenerationSubmitted.class);
        assertThat(tasks.tasks.only()).isInstanceOfSatisfying(Running.class, running -> {
            assertThat(running.submission().taskId()).isEqualTo("task-9");
            assertThat(running.pollAt()).isEqualTo(now);
        });
        assertThat(tasks.audit)
                .containsExactly(new AuditEntry(
                        now, "ada", "settle", ID, "seen in Kie's log", "settled", "attempt 1 created, task task-9"));
    }

    @Test
    void aTaskThatHasEndedEndsTheGeneration() {
        tasks(parked(null));
        shown = SUCCESS;

        assertThat(created("task-9")).isInstanceOf(VerdictOutcome.Settled.class);

        assertThat(announced()).isInstanceOfSatisfying(GenerationSucceeded.class, succeeded -> {
            assertThat(succeeded.charge().credits()).isEqualTo(Credits.of(50));
            assertThat(succeeded.submission().taskId()).isEqualTo("task-9");
        });
    }

    @Test
    void theSameVerdictAgainIsHarmless() {
        tasks(Samples.inDoubt());
        created("task-9");

        assertThat(created("task-9")).isInstanceOf(VerdictOutcome.Repeated.class);
        assertThat(created("task-8")).isInstanceOf(VerdictOutcome.MovedOn.class);
        assertThat(tasks.tasks.announced()).hasSize(1);
        assertThat(tasks.audit).extracting(AuditEntry::outcome).containsExactly("settled", "repeated", "moved-on");
    }

    @Test
    void whatKieHasNoRecordOfWasNotCreatedAsThatTask() {
        tasks(Samples.inDoubt());
        shown = ABSENT;

        assertThat(created("task-9")).isInstanceOf(VerdictOutcome.Contradicted.class);
        assertThat(tasks.tasks.only()).isInstanceOf(InDoubt.class);
    }

    @Test
    void aRecordThatCannotBeReadProvesNothing() {
        tasks(Samples.inDoubt());
        shown = new Shown(new TaskRecord.Unreadable(CAUSE), RecordOrigin.UNKNOWN);
        assertThat(created("task-9")).isInstanceOf(VerdictOutcome.Unproven.class);

        shown = new Shown(new TaskRecord.AccountStopped(CAUSE), RecordOrigin.UNKNOWN);
        assertThat(created("task-9")).isInstanceOf(VerdictOutcome.Unproven.class);

        budgetLeft = false;
        assertThat(created("task-9")).isInstanceOf(VerdictOutcome.Unproven.class);
        assertThat(tasks.tasks.only()).isInstanceOf(InDoubt.class);
    }

    @Test
    void aTaskOfAnotherGenerationIsRefused() {
        tasks(Samples.inDoubt());
        tasks.otherOwner = Optional.of("gen_other");

        assertThat(created("task-9"))
                .isInstanceOfSatisfying(
                        VerdictOutcome.Contradicted.class,
                        against -> assertThat(against.detail()).contains("gen_other"));
    }

    @Test
    void aTaskWhoseEndNobodySawKeepsTheTaskThatKieNamed() {
        tasks(parked("task-1"));

        assertThat(created("task-9")).isInstanceOf(VerdictOutcome.Contradicted.class);
        assertThat(created("task-1")).isInstanceOf(VerdictOutcome.Repeated.class);
        assertThat(notCreated(1)).isInstanceOf(VerdictOutcome.Contradicted.class);
        shown = SUCCESS;
        assertThat(created("task-1")).isInstanceOf(VerdictOutcome.Settled.class);
    }

    @Test
    void notCreatedGoesBackIntoTheQueueForTheNextAttempt() {
        tasks(Samples.inDoubt());

        assertThat(notCreated(1)).isInstanceOf(VerdictOutcome.Settled.class);

        assertThat(announced())
                .isInstanceOfSatisfying(
                        GenerationRequeued.class,
                        requeued -> assertThat(requeued.cause().reason()).isEqualTo(Reason.BY_OPERATOR));
        assertThat(tasks.tasks.only()).isInstanceOfSatisfying(Queued.class, queued -> {
            assertThat(queued.dueAt()).isEqualTo(now);
            assertThat(queued.wasAttempt(1)).isTrue();
        });
        assertThat(notCreated(1)).isInstanceOf(VerdictOutcome.Repeated.class);
    }

    @Test
    void aLateVerdictOnTheAttemptBeforeLeavesTheNextOneInDoubt() {
        Queued again = (Queued) Samples.inDoubt().requeue(CAUSE, NOW, NOW).next();
        InDoubt second = (InDoubt) again.claim("main", NOW, NOW.plusSeconds(60))
                .doubt(CAUSE, NOW.plusSeconds(7200))
                .next();
        tasks(second);

        assertThat(notCreated(1)).isInstanceOf(VerdictOutcome.Repeated.class);
        assertThat(created("task-9")).isInstanceOf(VerdictOutcome.MovedOn.class);
        assertThat(notCreated(3)).isInstanceOf(VerdictOutcome.MovedOn.class);
        assertThat(tasks.tasks.only()).isEqualTo(second);
    }

    @Test
    void notCreatedEndsWhatIsCanceledOrTooLate() {
        tasks(Samples.inDoubt().withCancelRequested().next());
        notCreated(1);
        assertThat(announced()).isInstanceOf(GenerationCanceled.class);

        tasks(Samples.inDoubt());
        now = Samples.generation().expiresAt();
        notCreated(1);
        assertThat(announced()).isInstanceOfSatisfying(GenerationFailed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo(Reason.EXPIRED);
            assertThat(failed.charge().credits().isZero()).isTrue();
        });
        assertThat(notCreated(1)).isInstanceOf(VerdictOutcome.Repeated.class);
    }

    @Test
    void aSenderThatMayStillHoldTheAnswerIsWaitedFor() {
        Cause lost = new Cause(Reason.SENDER_LOST, "the sender did not report");
        tasks(Samples.submitting().doubt(lost, NOW.plusSeconds(7200)).next());
        now = NOW.plusSeconds(899);
        assertThat(notCreated(1)).isInstanceOf(VerdictOutcome.MovedOn.class);

        now = NOW.plusSeconds(900);
        assertThat(notCreated(1)).isInstanceOf(VerdictOutcome.Settled.class);
    }

    /** Whether it has reported is known no more once a hint has come between. */
    @Test
    void aForgottenHintDoesNotShortenTheWaitForTheSender() {
        Cause lost = new Cause(Reason.SENDER_LOST, "the sender did not report");
        InDoubt doubt = (InDoubt)
                Samples.submitting().doubt(lost, NOW.plusSeconds(7200)).next();
        Running hinted = (Running) doubt.lookInto("task-9", NOW).next();
        tasks(hinted.forgetHint(NOW.plusSeconds(7200)).next());
        now = NOW.plusSeconds(899);
        assertThat(notCreated(1)).isInstanceOf(VerdictOutcome.MovedOn.class);

        now = NOW.plusSeconds(900);
        assertThat(notCreated(1)).isInstanceOf(VerdictOutcome.Settled.class);
    }

    @Test
    void whatIsBeingSubmittedOrRunsIsNotRuledOn() {
        for (Task task : List.of(Samples.submitting(), Samples.running())) {
            tasks(task);
            assertThat(notCreated(1)).isInstanceOf(VerdictOutcome.MovedOn.class);
            assertThat(created("task-9")).isInstanceOf(VerdictOutcome.MovedOn.class);
            assertThat(tasks.tasks.only()).isEqualTo(task);
        }
    }

    @Test
    void aTaskThatOnlyAHintHasNamedGivesWayToTheOneThatIsProven() {
        for (Task hinted : List.of(lookedInto(), lookedInto().park(NOW).next())) {
            tasks(hinted);

            assertThat(created("task-9")).isInstanceOf(VerdictOutcome.Settled.class);

            assertThat(tasks.tasks.only().lastSubmission().taskId()).isEqualTo("task-9");
        }
        tasks(Samples.running());
        assertThat(created("task-9")).isInstanceOf(VerdictOutcome.MovedOn.class);
    }

    @Test
    void whatOnlyAHintHasNamedCanBeFoundNotCreatedOnceItIsParked() {
        tasks(lookedInto());
        assertThat(notCreated(1)).isInstanceOf(VerdictOutcome.MovedOn.class);
        tasks(lookedInto().park(NOW).next());
        now = NOW.plus(Duration.ofHours(3));

        assertThat(notCreated(1)).isInstanceOf(VerdictOutcome.Settled.class);

        assertThat(tasks.tasks.only())
                .isInstanceOfSatisfying(
                        Queued.class,
                        queued -> assertThat(queued.lastSubmission().taskId()).isNull());
    }

    private static Running lookedInto() {
        return (Running) Samples.inDoubt().lookInto("hinted", NOW).next();
    }

    @Test
    void aVerdictThatWasWrongIsTakenBackBeforeTheNextAttempt() {
        tasks(Samples.inDoubt());
        notCreated(1);

        assertThat(created("task-9")).isInstanceOf(VerdictOutcome.Settled.class);

        assertThat(tasks.tasks.only())
                .isInstanceOfSatisfying(
                        Running.class,
                        running -> assertThat(running.submission().attempt()).isEqualTo(1));
    }

    @Test
    void aChargeIsDecidedOnceAndAudited() {
        Ending unreadable = Samples.success("50").charging(new Charge(Credits.ZERO, ChargeBasis.UNREADABLE));
        tasks(Samples.running().finish("task-1", unreadable, NOW).next());
        Verdict charged = new Verdict.Charged(1, Credits.of(50));

        assertThat(rule().rule(ID, charged, ORDER, now)).isInstanceOf(VerdictOutcome.Settled.class);
        assertThat(rule().rule(ID, charged, ORDER, now)).isInstanceOf(VerdictOutcome.Repeated.class);

        assertThat(tasks.tasks.announced()).hasSize(1);
        assertThat(tasks.audit)
                .extracting(AuditEntry::outcome, AuditEntry::detail)
                .containsExactly(
                        tuple("settled", "attempt 1 charged 50 credits"),
                        tuple("repeated", "attempt 1 charged 50 credits"));
    }

    @Test
    void aGenerationThatWasGivenAnothersTaskCanBeRidOfItsHoldAlone() {
        tasks(Samples.running().finish("task-1", Samples.success("50"), NOW).next());
        tasks.otherOwner = Optional.of("gen_other");

        assertThat(charged("50")).isInstanceOf(VerdictOutcome.Contradicted.class);
        assertThat(charged("0")).isInstanceOf(VerdictOutcome.Settled.class);

        assertThat(tasks.asked).isEqualTo("task-1");
        assertThat(((CompletionEvent) announced()).charge()).isEqualTo(new Charge(Credits.ZERO, ChargeBasis.DECIDED));

        tasks(Samples.running().finish("task-1", Samples.success("50"), NOW).next());
        assertThat(charged("0")).isInstanceOf(VerdictOutcome.Contradicted.class);
    }

    @Test
    void anUnknownGenerationIsSaidToBeAndAudited() {
        tasks(Samples.inDoubt());

        VerdictOutcome outcome = rule().rule("gen_unknown", new Verdict.NotCreated(1), ORDER, now);

        assertThat(outcome).isInstanceOf(VerdictOutcome.UnknownGeneration.class);
        assertThat(tasks.audit).extracting(AuditEntry::outcome).containsExactly("unknown-generation");
    }

    @Test
    void createdIsReadWithTheAccountThatIsNamedAndTakesItOver() {
        owner = "second";
        for (Shown there : List.of(PENDING, SUCCESS)) {
            shown = there;
            tasks(Samples.inDoubt());
            assertThat(created("task-9")).isInstanceOf(VerdictOutcome.Contradicted.class);

            assertThat(created("task-9", "second")).isInstanceOf(VerdictOutcome.Settled.class);

            assertThat(tasks.tasks.only().lastSubmission()).isEqualTo(new Submission(1, "second", "task-9", NOW));
            assertThat(tasks.audit.getLast().detail()).isEqualTo("attempt 1 created, task task-9 of account second");
        }
    }

    @Test
    void createdWithoutAnAccountLooksForTheRecordWithEachWhereTheAttemptsIsUnknown() {
        owner = "second";
        tasks(Samples.ofUnknownAccount());

        assertThat(created("task-9")).isInstanceOf(VerdictOutcome.Settled.class);

        assertThat(tasks.tasks.only().lastSubmission().account()).isEqualTo("second");
        assertThat(announced()).isInstanceOf(GenerationSubmitted.class);
    }

    @Test
    void aTaskThatIsKnownTakesOverTheAccountThatItsRecordIsOf() {
        owner = "second";
        Running lost =
                (Running) Samples.ofUnknownAccount().created("task-9", NOW).next();
        tasks(lost.park(NOW).next());

        assertThat(created("task-9", "second")).isInstanceOf(VerdictOutcome.Settled.class);
        assertThat(tasks.tasks.only().lastSubmission().account()).isEqualTo("second");
    }

    @Test
    void createdWithAnAccountThatIsNotConfiguredIsRefused() {
        tasks(Samples.ofUnknownAccount());

        assertThat(created("task-9", "third"))
                .isInstanceOfSatisfying(
                        VerdictOutcome.Contradicted.class,
                        against -> assertThat(against.detail()).contains("configured"));
        assertThat(tasks.tasks.only()).isInstanceOf(InDoubt.class);
    }

    private void tasks(Task task) {
        tasks = new InMemoryAuditedTasks(task);
    }

    private static Parked parked(String taskId) {
        Submitted from = taskId == null ? Samples.inDoubt() : Samples.running();
        return new Parked(from.generation(), from.version() + 1, false, from.submission(), null);
    }

    private VerdictOutcome created(String taskId) {
        return created(taskId, null);
    }

    private VerdictOutcome created(String taskId, String account) {
        return rule().rule(ID, new Verdict.Created(1, taskId, account), ORDER, now);
    }

    private VerdictOutcome notCreated(int attempt) {
        return rule().rule(ID, new Verdict.NotCreated(attempt), ORDER, now);
    }

    private VerdictOutcome charged(String credits) {
        return rule().rule(ID, new Verdict.Charged(1, Credits.of(credits)), ORDER, now);
    }

    private KilnEvent announced() {
        return tasks.tasks.announced().getLast();
    }

    private RuleTask rule() {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        SettleTask settle = new SettleTask(
                tasks.tasks,
                new Endings(Catalog.bundled()),
                new Confirmation(1, Duration.ofSeconds(10), ACCOUNTS),
                clock,
                new SilentSettlements());
        LimitedRecords records = new LimitedRecords(
                (account, family, taskId) -> account.equals(owner) ? shown : ABSENT,
                new FixedPollSlots(budgetLeft),
                ACCOUNTS);
        ReadEvidence evidence = new ReadEvidence(records, (Duration length) -> false, clock);
        RuleSecondTask second = new RuleSecondTask(new Endings(Catalog.bundled()), new InMemoryHeardTasks(), ACCOUNTS);
        return new RuleTask(tasks, evidence, new RuleCreated(settle, ACCOUNTS), second, clock);
    }
}
