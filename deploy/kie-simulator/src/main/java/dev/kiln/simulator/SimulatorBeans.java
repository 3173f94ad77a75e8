package dev.kiln.simulator;

import dev.kiln.simulator.account.Account;
import dev.kiln.simulator.account.Accounts;
import dev.kiln.simulator.api.ServingRules;
import dev.kiln.simulator.callback.DeliveryRules;
import dev.kiln.simulator.callback.PostCallback;
import dev.kiln.simulator.callback.SendCallback;
import dev.kiln.simulator.create.CheckOrder;
import dev.kiln.simulator.create.CreateTask;
import dev.kiln.simulator.fault.ChooseFaults;
import dev.kiln.simulator.media.ResultFiles;
import dev.kiln.simulator.model.InputCheck;
import dev.kiln.simulator.model.Models;
import dev.kiln.simulator.price.PriceTable;
import dev.kiln.simulator.task.PlanTask;
import dev.kiln.simulator.task.RunTask;
import dev.kiln.simulator.task.Schedule;
import dev.kiln.simulator.task.StoreTask;
import dev.kiln.simulator.task.Tasks;
import dev.kiln.simulator.truth.TruthLine;
import dev.kiln.simulator.truth.TruthLog;
import dev.kiln.simulator.truth.adapter.TruthFile;
import dev.kiln.simulator.wire.Wires;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Makes beans of the domain's classes. */
final class SimulatorBeans {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Accounts accounts(SimulatorConfig config) {
        Map<String, Account> byKey = new LinkedHashMap<>();
        config.accounts().forEach((name, account) -> {
            int limit = account.rateLimit().orElse(config.rate().limit());
            Account made =
                    new Account(name, account.credits(), limit, config.rate().window());
            if (byKey.put(account.key(), made) != null) {
                throw new IllegalArgumentException("kie-simulator.accounts." + name + ".key is another account's key");
            }
        });
        return new Accounts(byKey);
    }

    @Produces
    @Singleton
    TruthLog truthLog(SimulatorConfig config, Clock clock) {
        Consumer<TruthLine> copy =
                config.truthLog().<Consumer<TruthLine>>map(TruthFile::append).orElse(line -> {});
        return new TruthLog(clock, config.truthMax(), copy);
    }

    @Produces
    @Singleton
    Tasks tasks(SimulatorConfig config) {
        return new Tasks(config.tasksMax());
    }

    @Produces
    @Singleton
    ResultFiles resultFiles(Tasks tasks) {
        return new ResultFiles(tasks);
    }

    @Produces
    @Singleton
    PriceTable prices() {
        return PriceTable.packed();
    }

    @Produces
    @Singleton
    Wires wires(SimulatorConfig config) {
        return new Wires(config.callback().param());
    }

    @Produces
    @Singleton
    ChooseFaults chooseFaults(SimulatorConfig config) {
        return new ChooseFaults(config.seed());
    }

    @Produces
    @Singleton
    DeliveryRules deliveryRules(SimulatorConfig config) {
        SimulatorConfig.Callback callback = config.callback();
        return new DeliveryRules(
                callback.attempts(),
                callback.retryDelay(),
                callback.timeout(),
                callback.concurrency(),
                callback.queue(),
                config.webhookHmacKey());
    }

    @Produces
    @Singleton
    ServingRules servingRules(SimulatorConfig config) {
        return new ServingRules(config.hang(), config.publicUrl());
    }

    @Produces
    @Singleton
    SendCallback sendCallback(
            Wires wires, PostCallback post, Schedule schedule, TruthLog truth, DeliveryRules rules, Clock clock) {
        return new SendCallback(wires, post, schedule, truth, rules, clock);
    }

    @Produces
    @Singleton
    StoreTask storeTask(SimulatorConfig config, PriceTable prices, Tasks tasks, TruthLog truth, Clock clock) {
        PlanTask plan =
                new PlanTask(config.taskDuration().min(), config.taskDuration().max(), config.seed());
        return new StoreTask(prices, plan, tasks, truth, clock);
    }

    @Produces
    @Singleton
    RunTask runTask(Schedule schedule, PriceTable prices, TruthLog truth, SendCallback sendCallback, Clock clock) {
        return new RunTask(schedule, prices, truth, sendCallback, clock);
    }

    @Produces
    @Singleton
    CheckOrder checkOrder(SimulatorConfig config, Wires wires) {
        return new CheckOrder(new Models(), new InputCheck(config.refuseUnknownFields()), wires);
    }

    @Produces
    @Singleton
    CreateTask.Storage storage(StoreTask store, RunTask run) {
        return new CreateTask.Storage(store, run);
    }

    @Produces
    @Singleton
    CreateTask createTask(
            Accounts accounts,
            CheckOrder checkOrder,
            ChooseFaults chooseFaults,
            CreateTask.Storage storage,
            TruthLog truth,
            Clock clock) {
        return new CreateTask(accounts, checkOrder, chooseFaults, storage, truth, clock);
    }
}
