package dev.kiln.dispatcher.watch.adapter;

import dev.kiln.dispatcher.DispatcherConfig;
import dev.kiln.dispatcher.intake.CancelGeneration;
import dev.kiln.dispatcher.kie.LimitedRecords;
import dev.kiln.dispatcher.stop.Hold;
import dev.kiln.dispatcher.stop.Intake;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Submitted;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.watch.ConfirmTask;
import dev.kiln.dispatcher.watch.PollResult;
import dev.kiln.dispatcher.watch.PollTask;
import dev.kiln.dispatcher.watch.ReadDueRecords;
import dev.kiln.dispatcher.watch.SweepTasks;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Every second: reads the records that are due, and moves on what time or a cancellation has overtaken. */
@ApplicationScoped
public class WatchTimer {

    private static final Logger LOG = Logger.getLogger(WatchTimer.class);
    private static final int FORGETS_AT_A_TIME = 500;
    private static final int MOST_ROUNDS = 20;
    /** For the database, before a read and after it. */
    private static final Duration AROUND_A_READ = Duration.ofSeconds(20);

    private final Tasks tasks;
    private final PollTask poll;
    private final ConfirmTask confirm;
    private final SweepTasks sweep;
    private final CancelGeneration cancel;
    private final Clock clock;
    private final Hold hold;
    private final Intake atWork;
    private final Duration keepsEnded;
    private final MeterRegistry meters;
    private final ReadDueRecords reads;

    WatchTimer(
            Tasks tasks,
            PollTask poll,
            ConfirmTask confirm,
            SweepTasks sweep,
            CancelGeneration cancel,
            Clock clock,
            Hold hold,
            Intake atWork,
            DispatcherConfig config,
            MeterRegistry meters) {
        this.tasks = tasks;
        this.poll = poll;
        this.confirm = confirm;
        this.sweep = sweep;
        this.cancel = cancel;
        this.clock = clock;
        this.hold = hold;
        this.atWork = atWork;
        this.keepsEnded = config.keep().endedFor();
        this.meters = meters;
        this.reads = new ReadDueRecords(
                tasks,
                LimitedRecords.longest(config.kie().readTimeout()).plus(AROUND_A_READ),
                this::read,
                work -> Thread.ofVirtual().name("read").start(work),
                clock);
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        unlessHeld("sweep", () -> meters.counter("kiln_dispatcher_swept_total").increment(sweep.sweep()));
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void cancel() {
        unlessHeld(
                "cancel",
                () -> meters.counter("kiln_dispatcher_early_cancellations_total")
                        .increment(cancel.catchUp()));
    }

    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void forget() {
        guarded("forget", () -> {
            Instant before = clock.instant().minus(keepsEnded);
            for (int round = 0; round < MOST_ROUNDS; round++) {
                int forgotten = tasks.forgetEndedBefore(before, FORGETS_AT_A_TIME);
                meters.counter("kiln_dispatcher_forgotten_total").increment(forgotten);
                if (forgotten < FORGETS_AT_A_TIME) {
                    return;
                }
            }
        });
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void poll() {
        unlessHeld("poll", reads::begin);
    }

    /** A read that failed comes again when its lease is over. */
    private PollResult read(Task task) {
        return switch (task) {
            case Submitted submitted ->
                counted(
                        "poll",
                        "kiln_dispatcher_polls_total",
                        submitted.submission().account(),
                        () -> poll.poll(submitted));
            case Finished finished ->
                counted(
                        "confirm",
                        "kiln_dispatcher_confirmations_total",
                        finished.completion().submission().account(),
                        () -> confirm.confirm(finished));
            case Queued queued -> throw new IllegalStateException("a queued task has no record to read");
        };
    }

    private PollResult counted(String step, String counter, String account, Supplier<PollResult> read) {
        AtomicReference<PollResult> result = new AtomicReference<>(PollResult.UNREADABLE);
        guarded(step, () -> {
            result.set(read.get());
            meters.counter(
                            counter,
                            "account",
                            account,
                            "result",
                            result.get().name().toLowerCase(Locale.ROOT))
                    .increment();
        });
        return result.get();
    }

    /**
     * What is queued in a database that is too old may have been sent: its time is not over. And what is settled in it hides
     * how old it is.
     */
    private void unlessHeld(String what, Runnable work) {
        if (!hold.stands()) {
            guarded(what, work);
        }
    }

    private void guarded(String what, Runnable work) {
        try {
            atWork.track(work);
        } catch (RuntimeException e) {
            meters.counter("kiln_dispatcher_watch_failures_total", "step", what).increment();
            LOG.warnf("%s failed and comes again: %s", what, e);
        }
    }
}
