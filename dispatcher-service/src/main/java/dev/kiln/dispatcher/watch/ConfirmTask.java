package dev.kiln.dispatcher.watch;

import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.kie.LimitedRecords;
import dev.kiln.dispatcher.kie.LimitedRecords.Found;
import dev.kiln.dispatcher.kie.TaskRecord;
import dev.kiln.dispatcher.settle.SettleTask;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads the record of a task that a callback has ended, and corrects what was said wrongly. */
public final class ConfirmTask {

    private static final Duration NO_SLOT = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    /** After this the callback's word stands; Kie may forget records from a day on. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private final LimitedRecords records;
    private final Tasks tasks;
    private final SettleTask settle;
    private final Clock clock;

    public ConfirmTask(LimitedRecords records, Tasks tasks, SettleTask settle, Clock clock) {
        this.records = records;
        this.tasks = tasks;
        this.settle = settle;
        this.clock = clock;
    }

    /** Reads the record once, if the account's budget of reads has room after what is still running. */
    public PollResult confirm(Finished task) {
        Submission submission = task.completion().submission();
        Optional<Found> read =
                records.find(submission.account(), task.generation().route().family(), submission.taskId());
        if (read.isEmpty()) {
            again(task, NO_SLOT);
            return PollResult.NO_SLOT;
        }
        TaskRecord record = read.get().shown().record();
        if (record instanceof TaskRecord.Finished finished) {
            settle.confirm(task.generation().id(), read.get().of(submission), finished.result());
        } else {
            again(task, AGAIN);
        }
        return PollResult.of(record);
    }

    private void again(Finished confirmed, Duration wait) {
        Instant now = clock.instant();
        boolean givenUp = now.isAfter(confirmed.completion().completedAt().plus(LONGEST));
        Instant at = givenUp ? null : now.plus(wait);
        tasks.change(
                confirmed.generation().id(),
                task -> task instanceof Finished finished ? Optional.of(finished.confirmed(at)) : Optional.empty());
    }
}
