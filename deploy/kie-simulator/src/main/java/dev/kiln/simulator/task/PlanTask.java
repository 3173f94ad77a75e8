package dev.kiln.simulator.task;

import dev.kiln.simulator.fault.ChosenFaults;
import dev.kiln.simulator.fault.ImageCount;
import dev.kiln.simulator.fault.OddEnding;
import dev.kiln.simulator.fault.TaskFailure;
import dev.kiln.simulator.fault.TaskOutcome;
import dev.kiln.simulator.fault.Walk;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** Plans durations from a seed, and the ending from the faults. Thread-safe. */
public final class PlanTask {

    private static final int WAITING_PART = 3;

    private final Duration min;
    private final Duration max;
    private final Random random;

    /** @throws IllegalArgumentException if the shortest is negative or longer than the longest */
    public PlanTask(Duration min, Duration max, long seed) {
        if (min.isNegative() || min.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "kie-simulator.task-duration: min " + min + " must be 0 or more and at most max " + max);
        }
        this.min = min;
        this.max = max;
        this.random = new Random(seed);
    }

    /** A third of the time is spent waiting, a third queuing if it does, the rest generating. */
    public TaskPlan plan(TaskOrder order, ChosenFaults faults) {
        Duration total = min.plusMillis(random.nextLong(max.minus(min).toMillis() + 1));
        Duration third = total.dividedBy(WAITING_PART);
        Ending ending = ending(order, faults);
        Walk walk = faults.first(Walk.class).orElse(null);
        return switch (walk) {
            case null -> new TaskPlan(third, Duration.ZERO, total.minus(third), ending);
            case QUEUING -> new TaskPlan(third, third, total.minus(third).minus(third), ending);
            case STRAIGHT -> new TaskPlan(total, Duration.ZERO, Duration.ZERO, ending);
            case STUCK_WAITING -> new TaskPlan(null, Duration.ZERO, Duration.ZERO, ending);
        };
    }

    private static Ending ending(TaskOrder order, ChosenFaults faults) {
        Optional<TaskFailure> failure = faults.first(TaskFailure.class);
        if (failure.isPresent()) {
            return new Ending.Failure(failure.get());
        }
        int most = order.model().mostResults(order.input());
        return faults.first(TaskOutcome.class)
                .<Ending>map(outcome -> switch (outcome) {
                    case ImageCount count -> new Ending.Success(Math.min(count.images(), most));
                    case OddEnding.FEWER_IMAGES -> new Ending.Success(Math.max(1, most - 1));
                    case OddEnding.NO_RESULT -> new Ending.Success(0);
                    case OddEnding.STUCK -> new Ending.Never();
                })
                .orElseGet(() -> new Ending.Success(most));
    }
}
