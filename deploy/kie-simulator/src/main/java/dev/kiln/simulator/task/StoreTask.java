package dev.kiln.simulator.task;

import dev.kiln.simulator.fault.ChosenFaults;
import dev.kiln.simulator.fault.Shape;
import dev.kiln.simulator.model.Family;
import dev.kiln.simulator.model.Model;
import dev.kiln.simulator.price.PriceTable;
import dev.kiln.simulator.truth.TruthEntry;
import dev.kiln.simulator.truth.TruthLog;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Holds the credits of an order and makes it a task; the task does not run yet. */
public final class StoreTask {

    private static final int ID_DIGITS = 20;

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

    /** The key's cap is reached. */
    public record Capped() implements Stored {}

    /** The configured number of tasks is running. */
    public record Full() implements Stored {}

    public Stored store(TaskOrder order, ChosenFaults faults) {
        if (!tasks.hasRoom()) {
            return new Full();
        }
        BigDecimal hold = prices.hold(order.model(), order.input());
        return switch (order.account().hold(hold)) {
            case SHORT -> new ShortOfCredits();
            case CAPPED -> new Capped();
            case YES -> new Done(held(order, faults, hold));
        };
    }

    private Task held(TaskOrder order, ChosenFaults faults, BigDecimal hold) {
        Instant now = clock.instant();
        Task task = new Task(newId(order.model(), faults, now), order, planTask.plan(order, faults), faults, hold, now);
        tasks.add(task);
        truth.add(new TruthEntry.CreditsHeld(
                task.id(), order.account().name(), hold, order.account().balance()));
        return task;
    }

    private static String newId(Model model, ChosenFaults faults, Instant now) {
        String hex = UUID.randomUUID().toString().replace("-", "");
        if (faults.has(Shape.SEED_CREATE)) {
            return "task_" + hex.substring(0, ID_DIGITS);
        }
        if (faults.has(Shape.DOCS_CREATE)) {
            return "task_" + model.id().split("[/-]")[0] + "_" + now.toEpochMilli() + hex.substring(0, 6);
        }
        return model.family() == Family.VEO && !faults.has(Shape.HEX_ID)
                ? "veo_task_" + hex.substring(0, ID_DIGITS)
                : hex;
    }
}
