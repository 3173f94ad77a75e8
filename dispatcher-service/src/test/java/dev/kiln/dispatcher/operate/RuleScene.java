package dev.kiln.dispatcher.operate;

import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;

import dev.kiln.catalog.Catalog;
import dev.kiln.contract.Credits;
import dev.kiln.contract.KilnEvent;
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
import dev.kiln.dispatcher.task.InMemoryHeardTasks;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Submitted;
import dev.kiln.dispatcher.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** One task that the operator ada rules on, and what Kie shows of the task that she names. */
final class RuleScene {

    private static final Order ORDER = new Order("ada", "seen in Kie's log");
    private static final Set<String> ACCOUNTS = Set.of("main", "second");
    static final Shown ABSENT = new Shown(new TaskRecord.Absent(), RecordOrigin.UNKNOWN);
    static final Shown PENDING = new Shown(new TaskRecord.Pending(), RecordOrigin.UNKNOWN);
    static final Shown SUCCESS = new Shown(
            new TaskRecord.Finished(
                    new TaskResult.Succeeded(List.of("https://files.example.com/1.mp4"), Credits.of(50))),
            RecordOrigin.UNKNOWN);

    Instant now = NOW.plusSeconds(3600);
    Shown shown = PENDING;
    String owner = "main";
    boolean budgetLeft = true;
    InMemoryAuditedTasks tasks;

    void tasks(Task task) {
        tasks = new InMemoryAuditedTasks(task);
    }

    /** Of a task whose end nobody saw, or of none. */
    static Parked parked(String taskId) {
        Submitted from = taskId == null ? Samples.inDoubt() : Samples.running();
        return new Parked(from.generation(), from.version() + 1, false, from.submission(), null);
    }

    VerdictOutcome created(String taskId) {
        return created(taskId, null);
    }

    VerdictOutcome created(String taskId, String account) {
        return rule(ID, new Verdict.Created(1, taskId, account));
    }

    VerdictOutcome notCreated(int attempt) {
        return rule(ID, new Verdict.NotCreated(attempt));
    }

    VerdictOutcome charged(String credits) {
        return rule(ID, new Verdict.Charged(1, Credits.of(credits)));
    }

    VerdictOutcome rule(String id, Verdict verdict) {
        return rule().rule(id, verdict, ORDER, now);
    }

    /** What was announced last. */
    KilnEvent announced() {
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
