package dev.kiln.dispatcher;

import dev.kiln.dispatcher.kie.LimitedRecords;
import dev.kiln.dispatcher.kie.PollSlots;
import dev.kiln.dispatcher.kie.Records;
import dev.kiln.dispatcher.settle.SettleTask;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.task.UnreadableRow;
import dev.kiln.dispatcher.watch.ConfirmTask;
import dev.kiln.dispatcher.watch.PollIntervals;
import dev.kiln.dispatcher.watch.PollTask;
import dev.kiln.dispatcher.watch.SweepTasks;
import dev.kiln.tracecontext.LogContext;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Makes beans of what watches over submitted tasks. */
@Singleton
class WatchBeans {

    private static final Logger LOG = Logger.getLogger(WatchBeans.class);

    private final DispatcherConfig config;

    WatchBeans(DispatcherConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    LimitedRecords limitedRecords(Records records, PollSlots slots) {
        return new LimitedRecords(
                records, slots, KieAccounts.keys(config.kie().accounts()).keySet());
    }

    @Produces
    @Singleton
    PollTask pollTask(LimitedRecords records, Tasks tasks, SettleTask settle, Clock clock) {
        DispatcherConfig.Poll poll = config.poll();
        PollIntervals intervals = new PollIntervals(
                poll.shortestInterval(), config.doubt().parksAfter(), poll.parksAfter(), poll.whenParked());
        return new PollTask(records, tasks, settle, intervals, clock);
    }

    @Produces
    @Singleton
    ConfirmTask confirmTask(LimitedRecords records, Tasks tasks, SettleTask settle, Clock clock) {
        return new ConfirmTask(records, tasks, settle, clock);
    }

    @Produces
    @Singleton
    SweepTasks sweepTasks(Tasks tasks, Clock clock) {
        return new SweepTasks(tasks, config.doubt().parksAfter(), clock, WatchBeans::unreadable);
    }

    static void unreadable(UnreadableRow row) {
        LogContext.about(row.generationId(), null, () -> LOG.error(row.getMessage()));
    }
}
