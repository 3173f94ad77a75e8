package dev.kiln.simulator;

import dev.kiln.simulator.account.Account;
import dev.kiln.simulator.account.Accounts;
import dev.kiln.simulator.account.Limits;
import dev.kiln.simulator.api.ServingRules;
import dev.kiln.simulator.callback.DeliveryRules;
import dev.kiln.simulator.callback.PostCallback;
import dev.kiln.simulator.callback.SendCallback;
import dev.kiln.simulator.create.CheckOrder;
import dev.kiln.simulator.create.CreateTask;
import dev.kiln.simulator.fault.ChooseFaults;
import dev.kiln.simulator.fault.Fault;
import dev.kiln.simulator.fault.Scenario;
import dev.kiln.simulator.media.DownloadLinks;
import dev.kiln.simulator.media.FileRules;
import dev.kiln.simulator.media.ResultFiles;
import dev.kiln.simulator.model.InputCheck;
import dev.kiln.simulator.model.Models;
import dev.kiln.simulator.pace.Pace;
import dev.kiln.simulator.pace.Times;
import dev.kiln.simulator.price.PriceTable;
import dev.kiln.simulator.record.ReadRecord;
import dev.kiln.simulator.record.RecordRules;
import dev.kiln.simulator.task.PlanTask;
import dev.kiln.simulator.task.RunTask;
import dev.kiln.simulator.task.Schedule;
import dev.kiln.simulator.task.StoreTask;
import dev.kiln.simulator.task.Tasks;
import dev.kiln.simulator.truth.TruthLine;
import dev.kiln.simulator.truth.TruthLog;
import dev.kiln.simulator.truth.adapter.TruthFile;
import dev.kiln.simulator.upload.UploadRules;
import dev.kiln.simulator.upload.Uploads;
import dev.kiln.simulator.wire.Wires;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
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
    Pace pace(SimulatorConfig config) {
        return new Pace(config.timeFactor());
    }

    @Produces
    @Singleton
    Accounts accounts(SimulatorConfig config, Pace pace) {
        Map<String, Account> byKey = new LinkedHashMap<>();
        config.accounts().forEach((name, account) -> {
            Limits limits = new Limits(
                    account.rateLimit().orElse(config.rate().limit()),
                    pace.of(config.rate().window()),
                    config.poll().limit(),
                    pace.of(config.poll().window()),
                    account.cap().orElse(null));
            Account made = new Account(name, account.credits(), limits);
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
    FileRules fileRules(SimulatorConfig config, Pace pace) {
        SimulatorConfig.Results results = config.results();
        return new FileRules(pace.of(results.keep()), pace.of(results.keepOrigin()), pace.of(results.keepLink()));
    }

    @Produces
    @Singleton
    ResultFiles resultFiles(Tasks tasks, FileRules rules, Clock clock) {
        return new ResultFiles(tasks, rules, clock);
    }

    @Produces
    @Singleton
    DownloadLinks downloadLinks(ResultFiles files, FileRules rules, Clock clock) {
        return new DownloadLinks(files, rules, clock);
    }

    @Produces
    @Singleton
    Uploads uploads(SimulatorConfig config, Pace pace, Clock clock) {
        SimulatorConfig.Uploads uploads = config.uploads();
        Path folder = uploads.folder()
                .orElseGet(() -> Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "kie-simulator-" + ProcessHandle.current().pid()));
        long maxBytes = (long) uploads.maxMegabytes() << 20;
        return new Uploads(new UploadRules(folder, pace.of(uploads.keep()), uploads.maxFiles(), maxBytes), clock);
    }

    @Produces
    @Singleton
    RecordRules recordRules(SimulatorConfig config, Pace pace) {
        SimulatorConfig.Record record = config.record();
        return new RecordRules(
                pace.of(record.hidden()), pace.of(record.lag()), pace.of(record.keep()), pace.of(record.keepVeo()));
    }

    @Produces
    @Singleton
    ReadRecord readRecord(
            Tasks tasks, Wires wires, ChooseFaults chooseFaults, TruthLog truth, RecordRules rules, Clock clock) {
        return new ReadRecord(tasks, wires, chooseFaults, truth, rules, clock);
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
        List<Fault> always = config.always().orElse(List.of()).stream()
                .map(word -> Fault.named(word.strip()))
                .toList();
        ChooseFaults choose = new ChooseFaults(config.seed(), always);
        config.scenario().ifPresent(mix -> choose.play(Scenario.read(config.seed(), mix)));
        return choose;
    }

    @Produces
    @Singleton
    DeliveryRules deliveryRules(SimulatorConfig config, Pace pace) {
        SimulatorConfig.Callback callback = config.callback();
        return new DeliveryRules(
                callback.attempts(),
                pace.of(callback.retryDelay()),
                pace.ofPatience(callback.timeout()),
                callback.concurrency(),
                callback.queue(),
                pace.of(callback.late()),
                pace.of(callback.gap()),
                config.webhookHmacKey());
    }

    @Produces
    @Singleton
    ServingRules servingRules(SimulatorConfig config, Pace pace) {
        return new ServingRules(pace.ofPatience(config.hang()), pace.ofPatience(config.slow()), config.publicUrl());
    }

    @Produces
    @Singleton
    SendCallback sendCallback(
            Wires wires, PostCallback post, Schedule schedule, TruthLog truth, DeliveryRules rules, Clock clock) {
        return new SendCallback(wires, post, schedule, truth, rules, clock);
    }

    @Produces
    @Singleton
    StoreTask storeTask(
            SimulatorConfig config, Pace pace, PriceTable prices, Tasks tasks, TruthLog truth, Clock clock) {
        SimulatorConfig.TaskDuration duration = config.taskDuration();
        PlanTask plan = new PlanTask(pace.of(duration.min()), pace.of(duration.max()), config.seed());
        return new StoreTask(prices, plan, tasks, truth, clock);
    }

    @Produces
    @Singleton
    RunTask runTask(Schedule schedule, PriceTable prices, TruthLog truth, SendCallback sendCallback, Clock clock) {
        return new RunTask(schedule, prices, truth, sendCallback, clock);
    }

    @Produces
    @Singleton
    Times times(SimulatorConfig config, Pace pace, DeliveryRules delivery, ServingRules serving, FileRules files) {
        Map<String, Duration> real = new LinkedHashMap<>();
        real.put("rate.window", pace.of(config.rate().window()));
        real.put("poll.window", pace.of(config.poll().window()));
        real.put("task-duration.min", pace.of(config.taskDuration().min()));
        real.put("task-duration.max", pace.of(config.taskDuration().max()));
        real.put("record.hidden", pace.of(config.record().hidden()));
        real.put("record.lag", pace.of(config.record().lag()));
        real.put("record.keep", pace.of(config.record().keep()));
        real.put("record.keep-veo", pace.of(config.record().keepVeo()));
        real.put("callback.retry-delay", delivery.retryDelay());
        real.put("callback.timeout", delivery.timeout());
        real.put("callback.late", delivery.late());
        real.put("callback.gap", delivery.gap());
        real.put("hang", serving.hang());
        real.put("slow", serving.slow());
        real.put("results.keep", files.keep());
        real.put("results.keep-origin", files.keepOrigin());
        real.put("results.keep-link", files.linkKeep());
        real.put("uploads.keep", pace.of(config.uploads().keep()));
        return new Times(pace.factor(), real);
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
