package dev.kiln.dispatcher.operate;

import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.kie.TaskRecord;
import dev.kiln.dispatcher.operate.RuleTask.Ruling;
import dev.kiln.dispatcher.settle.SettleTask;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Submitted;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Transition;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What "Kie created it, as this task" comes to. What the record shows takes the path of a poll. */
public final class RuleCreated {

    private final SettleTask settle;
    private final Set<String> accounts;

    /** @param accounts those that Kie may be asked with */
    public RuleCreated(SettleTask settle, Set<String> accounts) {
        this.settle = settle;
        this.accounts = Set.copyOf(accounts);
    }

    /** The attempt whose task the record is to show, with the account that it is read with. */
    record Asked(Generation generation, Submission attempt) {

        private Asked with(String account) {
            return new Asked(
                    generation, new Submission(attempt.attempt(), account, attempt.taskId(), attempt.submittedAt()));
        }
    }

    /** Empty where no record could change anything. */
    Optional<Asked> askable(Task task, Verdict.Created verdict) {
        return isConfigured(verdict)
                ? attempt(task).map(asked -> verdict.account() == null ? asked : asked.with(verdict.account()))
                : Optional.empty();
    }

    private boolean isConfigured(Verdict.Created verdict) {
        return verdict.account() == null || accounts.contains(verdict.account());
    }

    private static Optional<Asked> attempt(Task task) {
        return switch (task) {
            case InDoubt doubt -> Optional.of(new Asked(doubt.generation(), doubt.submission()));
            case Parked parked -> Optional.of(new Asked(parked.generation(), parked.submission()));
            case Queued queued
            when queued.lastSubmission() != null ->
                Optional.of(new Asked(queued.generation(), queued.lastSubmission()));
            case Queued fresh -> Optional.empty();
            case Submitting submitting -> Optional.empty();
            case Running running
            when running.hinted() -> Optional.of(new Asked(running.generation(), running.submission()));
            case Running running -> Optional.empty();
            case Finished finished -> Optional.empty();
        };
    }

    /** @param shown empty where the task was in no state to ask for when the record would have been read */
    Ruling on(Task task, Verdict.Created verdict, Optional<String> other, Optional<Evidence> shown, Instant now) {
        return switch (task) {
            case Submitting submitting ->
                Ruling.movedOn(
                        task,
                        "its sender may be at work until " + submitting.sweepAt() + "; it is in doubt then, or knows");
            case Running running when running.hinted() -> undecided(running, verdict, other, shown, now);
            case Running running -> known(running, running.submission(), verdict);
            case Finished finished -> known(finished, finished.completion().submission(), verdict);
            case Queued queued ->
                queued.wasAttempt(verdict.attempt())
                        ? proven(task, verdict, other, shown, now)
                        : Ruling.movedOn(
                                task, "it waits for an attempt, and " + verdict.attempt() + " was not its last");
            case InDoubt doubt -> undecided(doubt, verdict, other, shown, now);
            case Parked parked -> undecided(parked, verdict, other, shown, now);
        };
    }

    private static Ruling known(Task task, Submission submission, Verdict.Created verdict) {
        boolean same = submission != null
                && submission.attempt() == verdict.attempt()
                && verdict.taskId().equals(submission.taskId());
        return same ? Ruling.repeated(task) : Ruling.movedOn(task, "another attempt or task is known by now");
    }

    private Ruling undecided(
            Submitted task, Verdict.Created verdict, Optional<String> other, Optional<Evidence> shown, Instant now) {
        if (task.submission().attempt() != verdict.attempt()) {
            return Ruling.movedOn(task, "its attempt is " + task.submission().attempt());
        }
        return task.concerns(verdict.attempt(), verdict.taskId())
                ? proven(task, verdict, other, shown, now)
                : Ruling.contradicted(task, "Kie named another task of this attempt");
    }

    private Ruling proven(
            Task task, Verdict.Created verdict, Optional<String> other, Optional<Evidence> shown, Instant now) {
        if (!isConfigured(verdict)) {
            return Ruling.contradicted(task, "no account of that name is configured");
        }
        if (other.isPresent()) {
            return Ruling.contradicted(task, "the task belongs to generation " + other.get());
        }
        return switch (Evidence.read(shown)) {
            case Evidence.Proof proof -> settled(task, verdict, proof, now);
            case Evidence.Contradiction against -> Ruling.contradicted(task, against.detail());
            case Evidence.Unread unread -> Ruling.unproven(task, unread.detail());
        };
    }

    private Ruling settled(Task task, Verdict.Created verdict, Evidence.Proof proof, Instant now) {
        Submission proven = new Submission(
                verdict.attempt(),
                proof.account(),
                verdict.taskId(),
                task.lastSubmission().submittedAt());
        Optional<Transition> step = proof.record() instanceof TaskRecord.Finished finished
                ? settle.step(task, proven, finished.result())
                : underWay(task, proven, now);
        return step.map(Ruling::step).orElseGet(() -> Ruling.repeated(task));
    }

    /** From here on it is polled. */
    private static Optional<Transition> underWay(Task task, Submission proven, Instant now) {
        return switch (task) {
            case Queued queued -> Optional.of(queued.createdAfterAll(proven, now));
            case Submitted submitted
            when submitted.taskUnknown() || !submitted.submission().account().equals(proven.account()) ->
                Optional.of(submitted.created(proven, now));
            case Submitted known -> Optional.empty();
            case Finished finished -> Optional.empty();
        };
    }
}
