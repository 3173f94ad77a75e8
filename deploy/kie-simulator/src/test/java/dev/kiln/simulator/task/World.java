package dev.kiln.simulator.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.account.Account;
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
    public final Account account = new Account("main", new BigDecimal("100"), 100, Duration.ofSeconds(10));
    public final List<Task> ended = new ArrayList<>();
    public final PriceTable prices = PriceTable.packed();
    private final PlanTask plan = new PlanTask(Duration.ofMillis(900), Duration.ofMillis(900), 1);
    private final StoreTask store = new StoreTask(prices, plan, new Tasks(10), truth, time);

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
        ChosenFaults faults = new ChooseFaults(1).forCreate(model, prompt);
        TaskOrder order =
                new TaskOrder(account, Inputs.model(model), input, "http://127.0.0.1:9/cb/gen_a.1.token", "http://sim");
        return store.store(order, faults);
    }

    public Task stored(String model, String prompt, String... pairs) {
        return ((StoreTask.Done) store(model, prompt, pairs)).task();
    }
}
