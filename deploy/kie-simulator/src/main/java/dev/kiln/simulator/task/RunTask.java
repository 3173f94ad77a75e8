package dev.kiln.simulator.task;

import dev.kiln.simulator.account.Account;
import dev.kiln.simulator.fault.PriceFault;
import dev.kiln.simulator.fault.TaskFailure;
import dev.kiln.simulator.price.PriceTable;
import dev.kiln.simulator.truth.TruthEntry;
import dev.kiln.simulator.truth.TruthLog;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Walks a task through its states as planned, settles its credits at the end and has the end announced. */
public final class RunTask {

    private static final Runnable NOTHING = () -> {};

    private final Schedule schedule;
    private final PriceTable prices;
    private final TruthLog truth;
    private final Announce announce;
    private final Clock clock;

    public RunTask(Schedule schedule, PriceTable prices, TruthLog truth, Announce announce, Clock clock) {
        this.schedule = schedule;
        this.prices = prices;
        this.truth = truth;
        this.announce = announce;
        this.clock = clock;
    }

    /** Lets it run in its planned time. */
    public void start(Task task) {
        truth.add(new TruthEntry.StateEntered(task.id(), task.state().word()));
        TaskPlan plan = task.plan();
        if (plan.waiting() != null) {
            schedule.in(
                    plan.waiting(),
                    () -> after(plan.queuing(), () -> queue(task), () -> {
                        generate(task);
                        after(plan.generating(), () -> {}, () -> finish(task, NOTHING));
                    }));
        }
    }

    private void after(Duration time, Runnable before, Runnable work) {
        if (time.isZero()) {
            work.run();
        } else {
            before.run();
            schedule.in(time, work);
        }
    }

    /** Lets it end at once; a task that never ends goes on generating. */
    public void finishNow(Task task, Runnable afterFirstTry) {
        truth.add(new TruthEntry.StateEntered(task.id(), task.state().word()));
        generate(task);
        finish(task, afterFirstTry);
    }

    private void queue(Task task) {
        synchronized (task) {
            if (task.state() instanceof TaskState.Waiting waiting) {
                enter(task, waiting.queue());
            }
        }
    }

    private void generate(Task task) {
        synchronized (task) {
            if (task.state() instanceof TaskState.Waiting waiting) {
                enter(task, waiting.generate());
            } else if (task.state() instanceof TaskState.Queuing queuing) {
                enter(task, queuing.generate());
            }
        }
    }

    private void finish(Task task, Runnable afterFirstTry) {
        synchronized (task) {
            if (task.state() instanceof TaskState.Generating generating) {
                switch (task.plan().ending()) {
                    case Ending.Success success -> succeed(task, generating, success.results());
                    case Ending.Failure failure -> fail(task, generating, failure.failure());
                    case Ending.Never ignored -> {}
                }
            }
        }
        if (task.state() instanceof TaskState.Ended) {
            announce.ended(task, afterFirstTry);
        } else {
            afterFirstTry.run();
        }
    }

    private void succeed(Task task, TaskState.Generating generating, int results) {
        String extension = task.model().extension(task.input());
        List<String> urls = IntStream.range(0, results)
                .mapToObj(n -> task.fileUrl(n, extension))
                .toList();
        BigDecimal table = prices.charge(task.model(), task.input(), results == 0 ? mostResults(task) : results);
        BigDecimal charge = task.faults()
                .first(PriceFault.class)
                .map(fault -> fault.charge(table))
                .orElse(table);
        enter(task, generating.succeed(clock.instant(), urls, charge, settle(task, charge, table)));
    }

    private static int mostResults(Task task) {
        return task.model().mostResults(task.input());
    }

    private void fail(Task task, TaskState.Generating generating, TaskFailure failure) {
        BigDecimal charge = task.faults().has(PriceFault.FAILURE) ? task.hold() : BigDecimal.ZERO;
        enter(task, generating.fail(clock.instant(), failure, charge, settle(task, charge, BigDecimal.ZERO)));
    }

    private BigDecimal settle(Task task, BigDecimal charge, BigDecimal table) {
        Account account = task.account();
        account.settle(task.hold(), charge);
        BigDecimal balance = account.balance();
        truth.add(new TruthEntry.CreditsCharged(
                task.id(), account.name(), task.model().id(), charge, table, deviation(task), balance));
        return balance;
    }

    private static String deviation(Task task) {
        return task.faults().first(PriceFault.class).map(PriceFault::marker).orElse(null);
    }

    private void enter(Task task, TaskState next) {
        task.enter(next);
        truth.add(new TruthEntry.StateEntered(task.id(), next.word()));
    }
}
