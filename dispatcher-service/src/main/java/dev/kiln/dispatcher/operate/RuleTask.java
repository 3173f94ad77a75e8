package dev.kiln.dispatcher.operate;

import dev.kiln.contract.SecondTaskFound;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.audit.AuditEntry;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.task.AuditedTasks;
import dev.kiln.dispatcher.task.AuditedTasks.Ruled;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Transition;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Settles a task by an operator's word: what is claimed to be created is asked of Kie first. */
public final class RuleTask {

    private final AuditedTasks tasks;
    private final ReadEvidence evidence;
    private final RuleCreated created;
    private final RuleNotCreated notCreated;
    private final RuleSecondTask second;
    private final Clock clock;

    public RuleTask(
            AuditedTasks tasks, ReadEvidence evidence, RuleCreated created, RuleSecondTask second, Clock clock) {
        this.tasks = tasks;
        this.evidence = evidence;
        this.created = created;
        this.second = second;
        this.notCreated = new RuleNotCreated();
        this.clock = clock;
    }

    /** Blocks for the database, and for a read of Kie's record that begins before {@code deadline}. */
    public VerdictOutcome rule(String generationId, Verdict verdict, Order order, Instant deadline) {
        return switch (verdict) {
            case Verdict.NotCreated none ->
                decide(generationId, null, verdict, order, (task, other) -> notCreated.on(task, none, clock.instant()));
            case Verdict.Charged charged ->
                decide(
                        generationId,
                        ownTask(generationId),
                        verdict,
                        order,
                        (task, other) -> new RuleCharged().on(task, charged, other));
            case Verdict.Created claimed -> {
                Optional<Evidence> shown = tasks.find(generationId)
                        .flatMap(task -> created.askable(task, claimed))
                        .map(asked -> evidence.of(asked.generation(), asked.attempt(), claimed.taskId(), deadline));
                yield decide(
                        generationId,
                        claimed.taskId(),
                        verdict,
                        order,
                        (task, other) -> created.on(task, claimed, other, shown, clock.instant()));
            }
            case Verdict.SecondTask claimed -> {
                Optional<Evidence> shown = tasks.find(generationId)
                        .flatMap(task -> second.askable(task, claimed)
                                .map(attempt -> evidence.of(task.generation(), attempt, claimed.taskId(), deadline))
                                .map(record -> second.tied(record, generationId, claimed)));
                yield decide(
                        generationId,
                        claimed.taskId(),
                        verdict,
                        order,
                        (task, other) -> second.on(task, claimed, other, shown, clock.instant()));
            }
        };
    }

    /** Null while Kie has named none. */
    private String ownTask(String generationId) {
        return tasks.find(generationId)
                .map(Task::lastSubmission)
                .map(Submission::taskId)
                .orElse(null);
    }

    /** Of the locked task, knowing which other generation has Kie's task. */
    private interface Judge {
        Ruling on(Task task, Optional<String> otherOwner);
    }

    private VerdictOutcome decide(String generationId, String taskId, Verdict verdict, Order order, Judge judge) {
        return tasks.change(
                generationId,
                taskId,
                (task, other) -> ruled(generationId, verdict, order, task.map(found -> judge.on(found, other))));
    }

    /** What a verdict comes to, and what it asks for: a step of the task, or a word on a further one. */
    record Ruling(VerdictOutcome outcome, Optional<Transition> step, Optional<SecondTaskFound> second) {

        static Ruling step(Transition step) {
            return new Ruling(new VerdictOutcome.Settled(step.next()), Optional.of(step), Optional.empty());
        }

        static Ruling found(Task task, SecondTaskFound second) {
            return new Ruling(new VerdictOutcome.Found(task), Optional.empty(), Optional.of(second));
        }

        static Ruling repeated(Task task) {
            return nothing(new VerdictOutcome.Repeated(task));
        }

        static Ruling movedOn(Task task, String detail) {
            return nothing(new VerdictOutcome.MovedOn(task, detail));
        }

        static Ruling contradicted(Task task, String detail) {
            return nothing(new VerdictOutcome.Contradicted(task, detail));
        }

        static Ruling unproven(Task task, String detail) {
            return nothing(new VerdictOutcome.Unproven(task, detail));
        }

        private static Ruling nothing(VerdictOutcome outcome) {
            return new Ruling(outcome, Optional.empty(), Optional.empty());
        }
    }

    private Ruled<VerdictOutcome> ruled(String generationId, Verdict verdict, Order order, Optional<Ruling> found) {
        Ruling ruling = found.orElseGet(() -> Ruling.nothing(new VerdictOutcome.UnknownGeneration()));
        String said =
                switch (verdict) {
                    case Verdict.Created claimed ->
                        "attempt " + claimed.attempt() + " created, task " + claimed.taskId()
                                + (claimed.account() == null ? "" : " of account " + claimed.account());
                    case Verdict.NotCreated none -> "attempt " + none.attempt() + " not created";
                    case Verdict.Charged charged ->
                        "attempt " + charged.attempt() + " charged " + charged.credits() + " credits";
                    case Verdict.SecondTask claimed ->
                        "attempt " + claimed.attempt() + ", second task " + claimed.taskId() + " of account "
                                + claimed.account();
                };
        AuditEntry entry = new AuditEntry(
                clock.instant(),
                order.operator(),
                "settle",
                generationId,
                order.reason(),
                ruling.outcome().word(),
                said);
        return new Ruled<>(ruling.outcome(), ruling.step(), ruling.second(), entry);
    }
}
