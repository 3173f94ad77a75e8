package dev.kiln.simulator.task;

import dev.kiln.simulator.fault.ChosenFaults;
import dev.kiln.simulator.model.Family;
import dev.kiln.simulator.price.PriceTable;
import dev.kiln.simulator.truth.TruthEntry;
import dev.kiln.simulator.truth.TruthLog;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.UUID;

/** Holds the credits of an order and makes it a task; the task does not run yet. */
public final class StoreTask {

    private static final int VEO_ID_DIGITS = 20;

    private final PriceTable prices;
    private final PlanTask planTask;
    private final Tasks tasks;
    private final TruthLog truth;
    private final Clock clock;

    public StoreTask(PriceTable prices, PlanTask planTask, Tasks tasks, TruthLog truth, Clock clock) {
        this.prices = prices;
        this.planTask = planTask;
        this.tasks = tasks;
        this.truth = truth;
        this.clock = clock;
    }

    /** What became of an order. */
    public sealed interface Stored {}

    public record Done(Task task) implements Stored {}

    public record ShortOfCredits() implements Stored {}

    /** The configured number of tasks is running. */
    public record Full() implements Stored {}

    public Stored store(TaskOrder order, ChosenFaults faults) {
        if (!tasks.hasRoom()) {
            return new Full();
        }
        BigDecimal hold = prices.hold(order.model(), order.input());
        if (!order.account().hold(hold)) {
            return new ShortOfCredits();
        }
        Task task = new Task(
                newId(order.model().family()), order, planTask.plan(order, faults), faults, hold, clock.instant());
        tasks.add(task);
        truth.add(new TruthEntry.CreditsHeld(
                task.id(), order.account().name(), hold, order.account().balance()));
        return new Done(task);
    }

    private static String newId(Family family) {
        String hex = UUID.randomUUID().toString().replace("-", "");
        return family == Family.VEO ? "veo_task_" + hex.substring(0, VEO_ID_DIGITS) : hex;
    }
}
