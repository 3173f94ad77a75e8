package dev.kiln.dispatcher.operate;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kiln.catalog.Catalog;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.audit.AuditEntry;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.kie.FixedPollSlots;
import dev.kiln.dispatcher.kie.LimitedRecords;
import dev.kiln.dispatcher.kie.RecordOrigin;
import dev.kiln.dispatcher.kie.Records;
import dev.kiln.dispatcher.kie.Records.Shown;
import dev.kiln.dispatcher.kie.TaskRecord;
import dev.kiln.dispatcher.kie.TaskResult;
import dev.kiln.dispatcher.settle.Confirmation;
import dev.kiln.dispatcher.settle.Endings;
import dev.kiln.dispatcher.settle.SettleTask;
import dev.kiln.dispatcher.settle.SilentSettlements;
import dev.kiln.dispatcher.task.Ending;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.HeardTasks.Heard;
import dev.kiln.dispatcher.task.InMemoryHeardTasks;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.kiewire.ReportedCredits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An operator's word that Kie made a task besides the generation's own. */
class RuleSecondTaskTest {

    private static final Set<String> ACCOUNTS = Set.of("main", "other");
    private static final Instant CREATED = NOW.plusSeconds(7);
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final RecordOrigin ORIGIN = new RecordOrigin(
            Optional.of("task-9"),
            Optional.of("kling/v2-1-pro"),
            Optional.of("https://elsewhere.example.com/v1/kie/jobs/" + ID + ".1.tokentokentokentokento"),
            MissingNode.getInstance(),
            Optional.of(CREATED));
    private static final Shown SUCCESS = new Shown(
            new TaskRecord.Finished(
                    new TaskResult.Succeeded(List.of("https://files.example.com/1.mp4"), credits("48"))),
            ORIGIN);

    private Shown shown = SUCCESS;
    private String asked;
    private final InMemoryHeardTasks heard = new InMemoryHeardTasks();
    private InMemoryAuditedTasks tasks;

    @Test
    void whatAnEarlierAttemptsTaskTookIsAnnouncedAndTheNextAttemptRunsOn() {
        Running second = secondAttempt();
        tasks(second);

        assertThat(ruled(1, "task-9", "other")).isInstanceOf(VerdictOutcome.Found.class);

        assertThat(asked).isEqualTo("other");
        assertThat(tasks.found).singleElement().satisfies(found -> {
            assertThat(found.id()).isEqualTo(ID + ".task.task-9." + LATER.toEpochMilli());
            assertThat(found.submission()).isEqualTo(new Submission(1, "other", "task-9", CREATED));
            assertThat(found.charge()).isEqualTo(new Charge(credits("48"), ChargeBasis.REPORTED));
            assertThat(found.foundAt()).isEqualTo(LATER);
        });
        assertThat(tasks.tasks.only()).isEqualTo(second);
        assertThat(tasks.tasks.announced()).isEmpty();
        assertThat(tasks.audit)
                .containsExactly(new AuditEntry(
                        LATER,
                        "ada",
                        "settle",
                        ID,
                        "seen in Kie's log",
                        "second-task",
                        "attempt 1, second task task-9 of account other"));
    }

    @Test
    void anEndedGenerationMayHaveHadTwoOfOneAttempt() {
        tasks(ended(null));
        assertThat(ruled(1, "task-9", "main")).isInstanceOf(VerdictOutcome.Found.class);

        tasks(ended("task-1"));
        assertThat(ruled(1, "task-9", "main")).isInstanceOf(VerdictOutcome.Found.class);
        assertThat(ruled(1, "task-1", "main")).isInstanceOf(VerdictOutcome.Contradicted.class);
        assertThat(tasks.found).hasSize(1);
    }

    @Test
    void aTaskThatFailedForNothingTookNothing() {
        tasks(secondAttempt());
        shown = new Shown(
                new TaskRecord.Finished(new TaskResult.Failed(Samples.FAILURE, ReportedCredits.NONE)), ORIGIN);

        ruled(1, "task-9", "main");

        assertThat(tasks.found)
                .singleElement()
                .satisfies(
                        found -> assertThat(found.charge()).isEqualTo(new Charge(Credits.ZERO, ChargeBasis.ASSUMED)));
    }

    @Test
    void whatMayBeTheAttemptsOwnTaskIsNotCalledAFurtherOne() {
        Queued again = (Queued) Samples.inDoubt().requeue(CAUSE, NOW, NOW).next();
        for (Task task : List.of(Samples.inDoubt(), Samples.submitting(), again)) {
            tasks(task);
            assertThat(ruled(1, "task-9", "main")).isInstanceOf(VerdictOutcome.MovedOn.class);
            assertThat(ruled(2, "task-9", "main")).isInstanceOf(VerdictOutcome.MovedOn.class);
            assertThat(tasks.found).isEmpty();
        }
        assertThat(asked).isNull();
    }

    @Test
    void onlyARecordOfAnEndedTaskOfNobodyElseProvesIt() {
        tasks(secondAttempt());
        for (TaskRecord record : List.of(
                new TaskRecord.Pending(), new TaskRecord.Unreadable(CAUSE), new TaskRecord.AccountStopped(CAUSE))) {
            shown = new Shown(record, ORIGIN);
            assertThat(ruled(1, "task-9", "main")).isInstanceOf(VerdictOutcome.Unproven.class);
        }
        shown = new Shown(SUCCESS.record(), RecordOrigin.UNKNOWN);
        assertThat(ruled(1, "task-9", "main")).isInstanceOf(VerdictOutcome.Contradicted.class);
        shown = new Shown(new TaskRecord.Absent(), RecordOrigin.UNKNOWN);
        assertThat(ruled(1, "task-9", "main")).isInstanceOf(VerdictOutcome.Contradicted.class);
        shown = SUCCESS;
        assertThat(ruled(1, "task-8", "main")).isInstanceOf(VerdictOutcome.Contradicted.class);
        assertThat(ruled(1, "task-9", "nobody")).isInstanceOf(VerdictOutcome.Contradicted.class);
        tasks.otherOwner = Optional.of("gen_other");
        assertThat(ruled(1, "task-9", "main")).isInstanceOf(VerdictOutcome.Contradicted.class);
        assertThat(tasks.found).isEmpty();
    }

    @Test
    void aRecordThatShowsNoCallbackProvesWhatACallbackHasNamed() {
        tasks(secondAttempt());
        shown = new Shown(SUCCESS.record(), RecordOrigin.UNKNOWN);
        heard.hear(new Heard(ID, 2, "task-9"), NOW);
        heard.hear(new Heard("gen_other", 1, "task-9"), NOW);
        assertThat(ruled(1, "task-9", "main")).isInstanceOf(VerdictOutcome.Contradicted.class);

        heard.hear(new Heard(ID, 1, "task-9"), NOW);
        assertThat(ruled(1, "task-9", "main")).isInstanceOf(VerdictOutcome.Found.class);
        assertThat(tasks.found)
                .singleElement()
                .satisfies(
                        found -> assertThat(found.charge()).isEqualTo(new Charge(credits("48"), ChargeBasis.REPORTED)));

        shown = new Shown(new TaskRecord.Absent(), RecordOrigin.UNKNOWN);
        assertThat(ruled(1, "task-9", "main")).isInstanceOf(VerdictOutcome.Contradicted.class);
        assertThat(tasks.found).hasSize(1);
    }

    private void tasks(Task task) {
        tasks = new InMemoryAuditedTasks(task);
    }

    private static Running secondAttempt() {
        Queued again = (Queued) Samples.inDoubt().requeue(CAUSE, NOW, NOW).next();
        return (Running) again.claim("main", NOW, NOW.plusSeconds(60))
                .created("task-2", NOW)
                .next();
    }

    private static Finished ended(String taskId) {
        return taskId == null
                ? (Finished) Samples.inDoubt().refuse(Samples.FAILURE, NOW).next()
                : (Finished) Samples.running()
                        .finish(
                                taskId,
                                new Ending.Miss(Samples.FAILURE, new Charge(Credits.ZERO, ChargeBasis.REPORTED)),
                                NOW)
                        .next();
    }

    private VerdictOutcome ruled(int attempt, String taskId, String account) {
        Clock clock = Clock.fixed(LATER, ZoneOffset.UTC);
        Endings endings = new Endings(Catalog.bundled());
        SettleTask settle = new SettleTask(
                tasks.tasks,
                endings,
                new Confirmation(1, Duration.ofSeconds(10), ACCOUNTS),
                clock,
                new SilentSettlements());
        Records records = (with, family, task) -> {
            asked = with;
            return shown;
        };
        ReadEvidence evidence = new ReadEvidence(
                new LimitedRecords(records, new FixedPollSlots(true), ACCOUNTS), length -> false, clock);
        RuleTask rule = new RuleTask(
                tasks,
                evidence,
                new RuleCreated(settle, ACCOUNTS),
                new RuleSecondTask(endings, heard, ACCOUNTS),
                clock);
        return rule.rule(
                ID, new Verdict.SecondTask(attempt, taskId, account), new Order("ada", "seen in Kie's log"), LATER);
    }

    private static Credits credits(String text) {
        return Credits.of(text);
    }
}
