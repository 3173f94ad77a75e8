package dev.kiln.dispatcher.watch.adapter;

import dev.kiln.dispatcher.intake.CancelGeneration;
import dev.kiln.dispatcher.task.Submitted;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.watch.PollResult;
import dev.kiln.dispatcher.watch.PollTask;
import dev.kiln.dispatcher.watch.SweepTasks;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** Every second: reads the records that are due, and moves on what time or a cancellation has overtaken. */
@ApplicationScoped
public class WatchTimer {

    private static final Logger LOG = Logger.getLogger(WatchTimer.class);
    private static final int POLLS_AT_A_TIME = 20;
    /** Longer than a read may take, so that no other replica reads the same record meanwhile. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Tasks tasks;
    private final PollTask poll;
    private final SweepTasks sweep;
    private final CancelGeneration cancel;
    private final Clock clock;
    private final MeterRegistry meters;

    WatchTimer(
            Tasks tasks, PollTask poll, SweepTasks sweep, CancelGeneration cancel, Clock clock, MeterRegistry meters) {
        this.tasks = tasks;
        this.poll = poll;
        this.sweep = sweep;
        this.cancel = cancel;
        this.clock = clock;
        this.meters = meters;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        guarded("sweep", () -> meters.counter("kiln_dispatcher_swept_total").increment(sweep.sweep()));
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void cancel() {
        guarded(
                "cancel",
                () -> meters.counter("kiln_dispatcher_early_cancellations_total")
                        .increment(cancel.catchUp()));
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void poll() {
        guarded("poll", () -> {
            Instant now = clock.instant();
            List<Task> due = tasks.takeDueForPoll(now, now.plus(LEASE), POLLS_AT_A_TIME);
            try (ExecutorService reads = Executors.newVirtualThreadPerTaskExecutor()) {
                due.forEach(task -> reads.submit(() -> guarded("poll", () -> poll(task))));
            }
        });
    }

    private void poll(Task task) {
        if (task instanceof Submitted submitted) {
            PollResult result = poll.poll(submitted);
            meters.counter(
                            "kiln_dispatcher_polls_total",
                            "account",
                            submitted.submission().account(),
                            "result",
                            result.name().toLowerCase(Locale.ROOT))
                    .increment();
        }
    }

    private void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            meters.counter("kiln_dispatcher_watch_failures_total", "step", what).increment();
            LOG.warnf("%s failed and comes again: %s", what, e);
        }
    }
}
