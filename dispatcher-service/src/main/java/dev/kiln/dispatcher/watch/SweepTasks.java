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
import dev.kiln.dispatcher.task.UnreadableRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Moves on what time has overtaken: senders that never reported leave a doubt, doubts that nothing settled are parked,
 * requests that were not submitted in time fail. None of it sends anything.
 */
public final class SweepTasks {

    private static final int AT_A_TIME = 200;

    /** A tenant's whole queue may expire at once; what has expired is in the way of the claims. */
    private static final int MOST_ROUNDS = 50;

    private final Tasks tasks;
    private final Duration doubtParksAfter;
    private final Clock clock;
    private final Consumer<UnreadableRow> unreadable;

    /** Tells {@code unreadable} of tasks that had to be passed over. */
    public SweepTasks(Tasks tasks, Duration doubtParksAfter, Clock clock, Consumer<UnreadableRow> unreadable) {
        this.tasks = tasks;
        this.doubtParksAfter = doubtParksAfter;
        this.clock = clock;
        this.unreadable = unreadable;
    }

    /** Returns how many tasks were moved on. */
    public int sweep() {
        Instant now = clock.instant();
        return change(() -> tasks.unreported(now, AT_A_TIME), task -> doubt(task, now))
                + change(() -> tasks.unsettled(now, AT_A_TIME), task -> park(task, now))
                + change(() -> tasks.expired(now, AT_A_TIME), task -> expire(task, now));
    }

    /** Round after round while each finds its fill and moves some of it. */
    private int change(Supplier<List<String>> due, Function<Task, Optional<Transition>> step) {
        int moved = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<String> found = due.get();
            int together = change(found, step);
            moved += together;
            if (found.size() < AT_A_TIME || together == 0) {
                break;
            }
        }
        return moved;
    }

    private int change(List<String> generationIds, Function<Task, Optional<Transition>> step) {
        try {
            return tasks.changeAll(generationIds, step);
        } catch (UnreadableRow e) {
            return (int) generationIds.stream().filter(id -> moves(id, step)).count();
        }
    }

    /** One task that cannot be read must not keep the others from moving. */
    private boolean moves(String generationId, Function<Task, Optional<Transition>> step) {
        try {
            return tasks.change(generationId, step).transition().isPresent();
        } catch (UnreadableRow e) {
            unreadable.accept(e);
            return false;
        }
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
