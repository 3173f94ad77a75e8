package dev.kiln.dispatcher.intake.adapter;

import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.stop.Intake;
import dev.kiln.dispatcher.stop.Stopping;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs a consumer's work again until the database and the broker have taken it: a record may wait, it may not be skipped.
 * Ends early only when the service stops, and then throws, so that the record is not acknowledged.
 */
@ApplicationScoped
public class UntilStored {

    private static final Logger LOG = Logger.getLogger(UntilStored.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Intake intake;
    private final Stopping stopping;
    private final MeterRegistry meters;

    UntilStored(Intake intake, Stopping stopping, MeterRegistry meters) {
        this.intake = intake;
        this.stopping = stopping;
        this.meters = meters;
    }

    void run(Topic topic, Runnable work) {
        intake.pass(() -> untilStored(topic, work));
    }

    /** As {@link #run}, with what the work gave at last. */
    <R> R get(Topic topic, Supplier<R> work) {
        AtomicReference<R> given = new AtomicReference<>();
        run(topic, () -> given.set(work.get()));
        return given.get();
    }

    private void untilStored(Topic topic, Runnable work) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                work.run();
                return;
            } catch (RuntimeException e) {
                meters.counter("kiln_dispatcher_consume_failures_total", "topic", topic.baseName())
                        .increment();
                LOG.warnf("records of %s wait: %s", topic.baseName(), e);
                if (!stopping.pause(pause)) {
                    throw e;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }
}
