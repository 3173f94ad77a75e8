package dev.kiln.dispatcher.watch;

import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.kie.LimitedRecords;
import dev.kiln.dispatcher.kie.LimitedRecords.Found;
import dev.kiln.dispatcher.kie.Records;
import dev.kiln.dispatcher.kie.TaskRecord;
import dev.kiln.dispatcher.settle.Contradictions;
import dev.kiln.dispatcher.settle.SettleTask;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Submitted;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.task.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads the record of a task whose callback has not come, and settles it or looks again later. */
public final class PollTask {

    private static final Duration NO_SLOT = Duration.ofSeconds(1);
    private static final Duration NO_SLOT_FOR_PARKED = Duration.ofMinutes(1);
    private static final Duration RECORDS_SHOW_WITHIN = Duration.ofMinutes(2);

    private final LimitedRecords records;
    private final Tasks tasks;
    private final SettleTask settle;
    private final PollIntervals intervals;
    private final Clock clock;

    public PollTask(LimitedRecords records, Tasks tasks, SettleTask settle, PollIntervals intervals, Clock clock) {
        this.records = records;
        this.tasks = tasks;
        this.settle = settle;
        this.intervals = intervals;
        this.clock = clock;
    }

    /** Reads the record once, if the account's budget of reads allows it. */
    public PollResult poll(Submitted task) {
        Submission submission = task.submission();
        Optional<Found> read =
                records.find(submission.account(), task.generation().route().family(), submission.taskId());
        if (read.isEmpty()) {
            Instant now = clock.instant();
            Instant soon = now.plus(task instanceof Parked ? NO_SLOT_FOR_PARKED : NO_SLOT);
            tasks.change(
                    task.generation().id(),
                    unread -> parkedIfEndless(unread, now).or(() -> again(unread, soon)));
            return PollResult.NO_SLOT;
        }
        Found found = read.get();
        TaskRecord record = found.shown().record();
        boolean contradicted = isAnothers(task, found.shown());
        if (contradicted || task.hinted() && isAbsentForGood(submission, record)) {
            forgetHint(task);
            return PollResult.CONTRADICTED;
        }
        if (record instanceof TaskRecord.Finished finished) {
            settle.settle(task.generation().id(), found.of(submission), finished.result());
        } else {
            later(task, found, intervals.after(submission.submittedAt(), clock.instant()));
        }
        return PollResult.of(record);
    }

    /** Records show up some seconds after the create. */
    private boolean isAbsentForGood(Submission submission, TaskRecord record) {
        return record instanceof TaskRecord.Absent
                && submission.submittedAt().plus(RECORDS_SHOW_WITHIN).isBefore(clock.instant());
    }

    /** A hint is not believed: what it named may be another's task, whose files and charge are not this generation's. */
    private boolean isAnothers(Submitted task, Records.Shown shown) {
        Submission submission = task.submission();
        return task.hinted()
                && (Contradictions.of(shown.origin(), task.generation(), submission, submission.taskId())
                                .isPresent()
                        || tasks.isOfAnother(
                                submission.taskId(), task.generation().id()));
    }

    /** What a hint named is not its task: it is in doubt again, and the next hint is looked into. */
    private void forgetHint(Submitted hinted) {
        Instant parksAt = intervals.doubtParksAt(hinted.submission().submittedAt());
        tasks.change(
                hinted.generation().id(),
                task -> task instanceof Submitted same
                                && same.hinted()
                                && same.submission().equals(hinted.submission())
                        ? Optional.of(same.forgetHint(parksAt))
                        : Optional.empty());
    }

    private void later(Submitted polled, Found found, Duration wait) {
        Instant now = clock.instant();
        Instant at = now.plus(wait);
        tasks.change(
                polled.generation().id(),
                task -> takenOver(task, polled.submission(), found, at).or(() -> later(task, now, at)));
    }

    /** Its record shows whose it is; but what only a hint has named may be another's. */
    private static Optional<Transition> takenOver(Task task, Submission polled, Found found, Instant at) {
        return found.isThere()
                        && task instanceof Submitted same
                        && !same.taskUnknown()
                        && same.concerns(polled.attempt(), polled.taskId())
                        && !same.submission().account().equals(found.account())
                ? Optional.of(same.created(found.of(polled), at))
                : Optional.empty();
    }

    /** After a read: a parked task is read rarely. */
    private Optional<Transition> later(Task task, Instant now, Instant at) {
        return parkedIfEndless(task, now)
                .or(() -> again(task, task instanceof Parked ? now.plus(intervals.whenParked()) : at));
    }

    /** A task that has shown no end for long is parked, even where no read was left for it. */
    private Optional<Transition> parkedIfEndless(Task task, Instant now) {
        return task instanceof Running running
                        && intervals.endless(running.submission().submittedAt(), now)
                ? Optional.of(running.park(now.plus(intervals.whenParked())))
                : Optional.empty();
    }

    private static Optional<Transition> again(Task task, Instant at) {
        return switch (task) {
            case Running running -> Optional.of(running.pollAgain(at));
            case Parked parked -> Optional.of(parked.pollAgain(at));
            case Submitting submitting -> Optional.empty();
            case InDoubt doubt -> Optional.empty();
            case Queued queued -> Optional.empty();
            case Finished finished -> Optional.empty();
        };
    }
}
