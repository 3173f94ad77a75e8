package dev.kiln.dispatcher.measure.adapter;

import dev.kiln.dispatcher.measure.Measurements;
import dev.kiln.dispatcher.measure.Snapshot;
import dev.kiln.dispatcher.measure.Snapshot.Group;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Every 10 s: shows what stands in the tables. Each replica shows the same: take the greatest, not the sum. */
@ApplicationScoped
public class MeasureTimer {

    private static final Logger LOG = Logger.getLogger(MeasureTimer.class);

    private final Measurements measurements;
    private final Clock clock;
    private final MeterRegistry meters;
    private final MultiGauge tasks;
    private final MultiGauge ages;
    private final MultiGauge polls;
    private final AtomicLong confirmations;
    private final AtomicLong outbox;
    private final AtomicLong outboxAge;
    private final AtomicLong setAside;

    MeasureTimer(Measurements measurements, Clock clock, MeterRegistry meters) {
        this.measurements = measurements;
        this.clock = clock;
        this.meters = meters;
        this.tasks = MultiGauge.builder("kiln_dispatcher_tasks").register(meters);
        this.ages =
                MultiGauge.builder("kiln_dispatcher_oldest_task_age_seconds").register(meters);
        this.polls = MultiGauge.builder("kiln_dispatcher_poll_overdue_seconds").register(meters);
        this.confirmations = meters.gauge("kiln_dispatcher_confirmation_overdue_seconds", new AtomicLong());
        this.outbox = meters.gauge("kiln_dispatcher_outbox_waiting", new AtomicLong());
        this.outboxAge = meters.gauge("kiln_dispatcher_outbox_age_seconds", new AtomicLong());
        this.setAside = meters.gauge("kiln_dispatcher_outbox_set_aside", new AtomicLong());
    }

    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void measure() {
        try {
            show(measurements.take(), clock.instant());
        } catch (RuntimeException e) {
            meters.counter("kiln_dispatcher_measure_failures_total").increment();
            LOG.warnf("measuring failed and comes again: %s", e);
        }
    }

    private void show(Snapshot snapshot, Instant now) {
        tasks.register(
                snapshot.open().stream()
                        .map(group -> Row.of(tags(group), group.tasks()))
                        .toList(),
                true);
        ages.register(
                snapshot.open().stream()
                        .map(group -> Row.of(tags(group), seconds(group.since(), now)))
                        .toList(),
                true);
        polls.register(
                snapshot.pollDue().entrySet().stream()
                        .map(due -> Row.of(Tags.of("account", due.getKey()), seconds(due.getValue(), now)))
                        .toList(),
                true);
        confirmations.set(seconds(snapshot.confirmDue(), now));
        outbox.set(snapshot.outbox());
        outboxAge.set(seconds(snapshot.outboxSince(), now));
        setAside.set(snapshot.setAside());
    }

    private static Tags tags(Group group) {
        return Tags.of(
                "state",
                group.state().name().toLowerCase(Locale.ROOT),
                "model",
                group.model(),
                "account",
                group.account() == null ? "none" : group.account());
    }

    /** What is not due yet is not late. */
    private static long seconds(Instant since, Instant now) {
        return since == null ? 0 : Math.max(0, Duration.between(since, now).toSeconds());
    }
}
