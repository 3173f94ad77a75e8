package dev.kiln.dispatcher.settle;

import dev.kiln.contract.Credits;
import dev.kiln.contract.Submission;
import dev.kiln.contract.TaskEvent;
import dev.kiln.contract.TaskFailed;
import dev.kiln.contract.TaskHinted;
import dev.kiln.contract.TaskSucceeded;
import dev.kiln.dispatcher.kie.TaskFailures;
import dev.kiln.dispatcher.kie.TaskResult;
import dev.kiln.dispatcher.settle.SettleObserver.Source;
import dev.kiln.dispatcher.task.Change;
import dev.kiln.dispatcher.task.Ending;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Submitted;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.task.Transition;
import dev.kiln.dispatcher.task.Undecided;
import dev.kiln.kiewire.ReportedCredits;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Ends a task by what Kie says of it. A callback's event and a poll's answer take this one path. */
public final class SettleTask {

    private final Tasks tasks;
    private final Endings endings;
    private final Confirmation confirmation;
    private final Clock clock;
    private final SettleObserver observer;

    public SettleTask(Tasks tasks, Endings endings, Confirmation confirmation, Clock clock, SettleObserver observer) {
        this.tasks = tasks;
        this.endings = endings;
        this.confirmation = confirmation;
        this.clock = clock;
        this.observer = observer;
    }

    public Settlement settle(TaskSucceeded event) {
        return settle(event, new TaskResult.Succeeded(event.urls(), said(event.credits(), event.creditsUnreadable())));
    }

    public Settlement settle(TaskFailed event) {
        ReportedCredits credits = said(event.credits(), event.creditsUnreadable());
        return settle(
                event,
                new TaskResult.Failed(
                        TaskFailures.classify(event.code(), event.message(), credits.mayBeBilled()), credits));
    }

    private static ReportedCredits said(Credits credits, Boolean unreadable) {
        return new ReportedCredits(credits, Boolean.TRUE.equals(unreadable));
    }

    /** A callback settles at once; that its word was true, the record confirms later. */
    private Settlement settle(TaskEvent event, TaskResult result) {
        Settlement settlement = settle(
                event.generationId(),
                event.taskId(),
                Source.CALLBACK,
                task -> named(task, event)
                        .flatMap(named -> step(task, named, result).map(step -> heard(task, named, step))));
        if (settlement == Settlement.OTHER_TASK) {
            observer.another(event.generationId(), event.attempt(), event.taskId());
        }
        return settlement;
    }

    /** A callback does not tell the account: it is about the one that is known, right or wrong. */
    private static Optional<Submission> named(Task task, TaskEvent event) {
        return Optional.ofNullable(task.lastSubmission())
                .map(known -> new Submission(event.attempt(), known.account(), event.taskId(), known.submittedAt()));
    }

    /** A callback that contradicts what is known of an ended task proves nothing: the record is read, and decides. */
    private Transition heard(Task before, Submission named, Transition step) {
        Instant now = clock.instant();
        return before instanceof Finished finished && ended(finished, named.taskId())
                ? finished.confirmed(now)
                : step.confirmingAt(confirmation
                        .due(before.generation().id(), named.account(), now)
                        .orElse(null));
    }

    /**
     * By what a task's record says.
     *
     * @param proven the attempt with its task, and with the account that has the record
     */
    public Settlement settle(String generationId, Submission proven, TaskResult result) {
        return settle(generationId, proven.taskId(), Source.RECORD, task -> step(task, proven, result));
    }

    /** By the record of a task that a callback ended: what differs is corrected, and it is confirmed. */
    public Settlement confirm(String generationId, Submission proven, TaskResult result) {
        return settle(
                generationId,
                proven.taskId(),
                Source.RECORD,
                task -> step(task, proven, result).or(() -> confirmed(task)));
    }

    private static Optional<Transition> confirmed(Task task) {
        return task instanceof Finished finished ? Optional.of(finished.confirmed(null)) : Optional.empty();
    }

    private Settlement settle(
            String generationId, String taskId, Source source, Function<Task, Optional<Transition>> step) {
        Change change = tasks.change(generationId, step);
        tell(change, source);
        if (change.unknown()) {
            return Settlement.UNKNOWN_GENERATION;
        }
        if (change.transition().isPresent()) {
            return Settlement.SETTLED;
        }
        return change.before().filter(task -> ended(task, taskId)).isPresent()
                ? Settlement.REPEATED
                : Settlement.OTHER_TASK;
    }

    private void tell(Change change, Source source) {
        boolean again = change.before().filter(Finished.class::isInstance).isPresent();
        change.transition().filter(step -> step.event().isPresent()).ifPresent(step -> {
            if (step.next() instanceof Finished finished && again) {
                observer.corrected(finished, source);
            } else if (step.next() instanceof Finished finished) {
                observer.ended(finished, source);
            }
        });
    }

    /**
     * A hint makes the task's record be read; what it says is not believed. One about an attempt that was taken for not
     * created comes in time before the next one, and is about a further task after it.
     */
    public Settlement hint(TaskHinted hint) {
        Change change = tasks.change(hint.generationId(), task -> step(task, hint));
        if (change.unknown()) {
            return Settlement.UNKNOWN_GENERATION;
        }
        if (change.before().filter(task -> isOfEarlierAttempt(hint, task)).isPresent()) {
            observer.another(hint.generationId(), hint.attempt(), hint.taskId());
            return Settlement.OTHER_TASK;
        }
        return change.transition().isPresent() ? Settlement.SETTLED : Settlement.REPEATED;
    }

    /** The step that this truth asks of the task, if any; to be stored by whoever asks. */
    public Optional<Transition> step(Task task, Submission proven, TaskResult result) {
        Instant now = clock.instant();
        Ending ending = endings.of(task.generation(), result, now);
        return switch (task) {
            case Queued queued ->
                queued.wasAttempt(proven.attempt())
                        ? Optional.of(queued.finishAfterAll(proven, ending, now))
                        : Optional.empty();
            case Submitted submitted ->
                submitted.concerns(proven.attempt(), proven.taskId())
                        ? Optional.of(submitted.finish(proven, ending, now))
                        : Optional.empty();
            case Finished finished -> finished.correct(proven, ending);
        };
    }

    private Optional<Transition> step(Task task, TaskHinted hint) {
        Instant now = clock.instant();
        return switch (task) {
            case Running running -> Optional.of(running.pollAgain(now));
            case Parked parked when parked.submission().taskId() != null -> Optional.of(parked.pollAgain(now));
            case Submitting submitting
            when hint.taskId() != null && submitting.concerns(hint.attempt(), hint.taskId()) ->
                Optional.of(submitting.hinted(hint.taskId()));
            case Submitting submitting -> Optional.empty();
            case Undecided undecided
            when hint.taskId() != null && undecided.concerns(hint.attempt(), hint.taskId()) ->
                Optional.of(undecided.lookInto(hint.taskId(), now));
            case Undecided undecided -> Optional.empty();
            case Queued queued
            when hint.taskId() != null && queued.wasAttempt(hint.attempt()) ->
                Optional.of(queued.lookInto(hint.taskId(), now));
            case Queued queued -> Optional.empty();
            case Finished finished -> Optional.empty();
        };
    }

    private static boolean isOfEarlierAttempt(TaskHinted hint, Task task) {
        return hint.taskId() != null
                && task.lastSubmission() != null
                && hint.attempt() < task.lastSubmission().attempt();
    }

    private static boolean ended(Task task, String taskId) {
        return task instanceof Finished finished
                && finished.completion().submission() != null
                && taskId.equals(finished.completion().submission().taskId());
    }
}
