package dev.kiln.simulator.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.account.Account;
import dev.kiln.simulator.account.Limits;
import dev.kiln.simulator.fault.ChooseFaults;
import dev.kiln.simulator.fault.ChosenFaults;
import dev.kiln.simulator.model.Inputs;
import dev.kiln.simulator.price.PriceTable;
import dev.kiln.simulator.truth.TruthLog;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One account and tasks of one second each, with time moved by hand. */
public final class World {

    public final CrankedSchedule time = new CrankedSchedule();
    public final TruthLog truth = new TruthLog(time, 1000, line -> {});
    public final Account account = new Account(
            "main", new BigDecimal("100"), new Limits(100, Duration.ofSeconds(10), 0, Duration.ofSeconds(1), null));
    public final List<Task> ended = new ArrayList<>();
    public final PriceTable prices = PriceTable.packed();
    private final PlanTask plan = new PlanTask(Duration.ofMillis(900), Duration.ofMillis(900), 1);
    public final Tasks tasks = new Tasks(10);
    private final StoreTask store = new StoreTask(prices, plan, tasks, truth, time);

    public RunTask running(Announce announce) {
        return new RunTask(time, prices, truth, announce, time);
    }

    public RunTask running() {
        return running((task, after) -> {
            ended.add(task);
            after.run();
        });
    }

    public StoreTask.Stored store(String model, String prompt, String... pairs) {
        ObjectNode input = Inputs.with(Inputs.least(Inputs.model(model), prompt), pairs);
        ChosenFaults faults = new ChooseFaults(1, List.of()).forCreate(model, prompt);
        TaskOrder order =
                new TaskOrder(account, Inputs.model(model), input, "http://127.0.0.1:9/cb/gen_a.1.token", "http://sim");
        return store.store(order, faults);
    }

    /** A task that has come to its end. */
    public Task ended(String model, String prompt, String... pairs) {
        Task task = stored(model, prompt, pairs);
        running().finishNow(task, () -> {});
        return task;
    }

    public Task stored(String model, String prompt, String... pairs) {
        return ((StoreTask.Done) store(model, prompt, pairs)).task();
    }
}
