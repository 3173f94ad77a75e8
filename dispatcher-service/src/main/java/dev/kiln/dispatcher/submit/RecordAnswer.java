package dev.kiln.dispatcher.submit;

import dev.kiln.contract.Reason;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.kie.CreateOutcome;
import dev.kiln.dispatcher.task.Change;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.task.Transition;
import dev.kiln.dispatcher.task.Undecided;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Records what became of a create. The answer exists nowhere else, so a database that does not take it is tried again for
 * ten minutes; after that the sweeper's verdict stands: in doubt.
 */
public final class RecordAnswer {

    private static final Duration KEEP_TRYING = Duration.ofMinutes(10);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private final Tasks tasks;
    private final HeedAnswer heed;
    private final Schedule schedule;
    private final Waiting waiting;
    private final Clock clock;
    private final SubmitObserver observer;

    public RecordAnswer(
            Tasks tasks, HeedAnswer heed, Schedule schedule, Waiting waiting, Clock clock, SubmitObserver observer) {
        this.tasks = tasks;
        this.heed = heed;
        this.schedule = schedule;
        this.waiting = waiting;
        this.clock = clock;
        this.observer = observer;
    }

    /** What it asks of account and model comes first: what it puts back into the queue must not be taken at once. */
    void record(Submitting intent, CreateOutcome outcome) {
        heed.heed(intent, outcome);
        String generationId = intent.generation().id();
        Instant giveUp = clock.instant().plus(KEEP_TRYING);
        while (true) {
            try {
                Change change = tasks.change(generationId, task -> step(task, intent, outcome));
                noticeSecondTask(change, outcome);
                return;
            } catch (StoreFailure e) {
                observer.recordingFailed(generationId, intent.submission().attempt(), outcome);
                if (clock.instant().isAfter(giveUp) || !waiting.pause(BETWEEN_TRIES)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Only a state of this very intent takes its answer. Whatever else is there knows better already, or is another
     * sender's: an intent that was rolled back may have been followed by one of the same attempt. A hint knows no better.
     */
    private Optional<Transition> step(Task task, Submitting intent, CreateOutcome outcome) {
        return switch (task) {
            case Parked parked ->
                intent.wrote(parked.submission()) ? decide(parked.withoutHint(), outcome) : Optional.empty();
            case Undecided undecided ->
                intent.wrote(undecided.submission()) ? decide(undecided, outcome) : Optional.empty();
            case Queued queued -> intent.wrote(queued.lastSubmission()) ? afterAll(queued, outcome) : Optional.empty();
            case Running running
            when running.hinted() && intent.wrote(running.submission()) -> decide(running.withoutHint(), outcome);
            case Running running -> Optional.empty();
            case Finished finished -> Optional.empty();
        };
    }

    /** It was taken for not created, by an operator's word: its own answer proves the contrary. */
    private Optional<Transition> afterAll(Queued queued, CreateOutcome outcome) {
        Instant now = clock.instant();
        return switch (outcome) {
            case CreateOutcome.Created created ->
                Optional.of(queued.createdAfterAll(created.taskId(), schedule.firstPoll(queued.generation(), now)));
            case CreateOutcome.InDoubt doubt
            when doubt.taskId() != null -> Optional.of(queued.createdAfterAll(doubt.taskId(), now));
            case CreateOutcome.InDoubt doubt -> Optional.empty();
            case CreateOutcome.NotSent notSent -> Optional.empty();
            case CreateOutcome.Refused refused -> Optional.empty();
            case CreateOutcome.AccountStopped stopped -> Optional.empty();
            case CreateOutcome.ModelPaused paused -> Optional.empty();
            case CreateOutcome.TryLater later -> Optional.empty();
        };
    }

    private Optional<Transition> decide(Undecided task, CreateOutcome outcome) {
        Instant now = clock.instant();
        return switch (outcome) {
            case CreateOutcome.Created created ->
                Optional.of(task.created(created.taskId(), schedule.firstPoll(task.generation(), now)));
            case CreateOutcome.NotSent notSent -> Optional.of(task.requeue(notSent.cause(), now, again(notSent, now)));
            case CreateOutcome.Refused refused -> Optional.of(task.refuse(refused.failure(), now));
            case CreateOutcome.AccountStopped stopped -> Optional.of(task.requeue(stopped.cause(), now, now));
            case CreateOutcome.ModelPaused paused ->
                Optional.of(task.requeue(paused.cause(), now, now.plus(schedule.modelPause())));
            case CreateOutcome.TryLater later -> Optional.of(task.requeue(later.cause(), now, now));
            case CreateOutcome.InDoubt doubt
            when doubt.taskId() != null -> Optional.of(task.created(doubt.taskId(), now));
            case CreateOutcome.InDoubt doubt ->
                task instanceof Submitting
                        ? Optional.of(task.doubt(doubt.cause(), now.plus(schedule.doubtParksAfter())))
                        : Optional.empty();
        };
    }

    /** A defect comes again with the next attempt, so that one is late. */
    private Instant again(CreateOutcome.NotSent notSent, Instant now) {
        return notSent.cause().reason().equals(Reason.NOT_HANDLED) ? now.plus(schedule.modelPause()) : now;
    }

    private void noticeSecondTask(Change change, CreateOutcome outcome) {
        if (outcome instanceof CreateOutcome.Created created) {
            change.before().ifPresent(task -> {
                String known = taskId(task);
                boolean another = known == null ? change.transition().isEmpty() : !known.equals(created.taskId());
                if (another) {
                    observer.secondTask(task.generation().id(), known == null ? "none yet" : known, created.taskId());
                }
            });
        }
    }

    private static String taskId(Task task) {
        Submission known = task.lastSubmission();
        return known == null ? null : known.taskId();
    }
}
