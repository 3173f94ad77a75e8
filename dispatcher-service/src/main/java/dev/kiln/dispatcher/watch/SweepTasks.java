package dev.kiln.dispatcher.watch;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Failure;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.task.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Moves on what time has overtaken: senders that never reported leave a doubt, doubts that nothing settled are parked,
 * requests that were not submitted in time fail. None of it sends anything.
 */
public final class SweepTasks {

    private static final int AT_A_TIME = 200;

    private final Tasks tasks;
    private final Duration doubtParksAfter;
    private final Clock clock;

    public SweepTasks(Tasks tasks, Duration doubtParksAfter, Clock clock) {
        this.tasks = tasks;
        this.doubtParksAfter = doubtParksAfter;
        this.clock = clock;
    }

    /** Returns how many tasks were moved on. */
    public int sweep() {
        Instant now = clock.instant();
        return change(tasks.unreported(now, AT_A_TIME), task -> doubt(task, now))
                + change(tasks.unsettled(now, AT_A_TIME), task -> park(task, now))
                + change(tasks.expired(now, AT_A_TIME), task -> expire(task, now));
    }

    private int change(List<String> generationIds, Function<Task, Optional<Transition>> step) {
        int moved = 0;
        for (String generationId : generationIds) {
            moved += tasks.change(generationId, step).transition().isPresent() ? 1 : 0;
        }
        return moved;
    }

    private Optional<Transition> doubt(Task task, Instant now) {
        Cause lost = new Cause(Reason.SENDER_LOST, "the sender did not report what became of the create");
        return task instanceof Submitting submitting && !submitting.sweepAt().isAfter(now)
                ? Optional.of(submitting.doubt(lost, now.plus(doubtParksAfter)))
                : Optional.empty();
    }

    private static Optional<Transition> park(Task task, Instant now) {
        return task instanceof InDoubt doubt && !doubt.parksAt().isAfter(now)
                ? Optional.of(doubt.park())
                : Optional.empty();
    }

    private static Optional<Transition> expire(Task task, Instant now) {
        Failure expired = new Failure(Reason.EXPIRED, "it was not submitted before its expiresAt", true, false);
        return task instanceof Queued queued && !queued.generation().expiresAt().isAfter(now)
                ? Optional.of(queued.fail(expired, List.of(), now))
                : Optional.empty();
    }
}
