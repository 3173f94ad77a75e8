package dev.kiln.dispatcher.watch;

import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.kie.Records;
import dev.kiln.dispatcher.kie.TaskRecord;
import dev.kiln.dispatcher.settle.Contradictions;
import dev.kiln.dispatcher.settle.SettleTask;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.PollSlots;
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

    private final Records records;
    private final Tasks tasks;
    private final SettleTask settle;
    private final PollSlots slots;
    private final PollIntervals intervals;
    private final Clock clock;

    public PollTask(
            Records records, Tasks tasks, SettleTask settle, PollSlots slots, PollIntervals intervals, Clock clock) {
        this.records = records;
        this.tasks = tasks;
        this.settle = settle;
        this.slots = slots;
        this.intervals = intervals;
        this.clock = clock;
    }

    /** Reads the record once, if the account's budget of reads allows it. */
    public PollResult poll(Submitted task) {
        Submission submission = task.submission();
        Optional<Records.Shown> read = slots.read(submission.account(), () -> shown(task));
        if (read.isEmpty()) {
            Instant now = clock.instant();
            Instant soon = now.plus(task instanceof Parked ? NO_SLOT_FOR_PARKED : NO_SLOT);
            tasks.change(
                    task.generation().id(),
                    unread -> parkedIfEndless(unread, now).or(() -> again(unread, soon)));
            return PollResult.NO_SLOT;
        }
        TaskRecord record = read.get().record();
        if (isAnothers(task, read.get())) {
            later(task, intervals.after(submission.submittedAt(), clock.instant()));
            return PollResult.CONTRADICTED;
        }
        if (record instanceof TaskRecord.Finished finished) {
            settle.settle(task.generation().id(), submission.attempt(), submission.taskId(), finished.result());
        } else {
            later(task, intervals.after(submission.submittedAt(), clock.instant()));
        }
        return PollResult.of(record);
    }

    private Records.Shown shown(Submitted task) {
        Submission submission = task.submission();
        return records.show(submission.account(), task.generation().route().family(), submission.taskId());
    }

    /** A hint is not believed: what it named may be another's task, whose files and charge are not this generation's. */
    private static boolean isAnothers(Submitted task, Records.Shown shown) {
        Submission submission = task.submission();
        return task.hinted()
                && Contradictions.of(shown.origin(), task.generation(), submission, submission.taskId())
                        .isPresent();
    }

    private void later(Submitted polled, Duration wait) {
        Instant now = clock.instant();
        tasks.change(polled.generation().id(), task -> later(task, now, now.plus(wait)));
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
