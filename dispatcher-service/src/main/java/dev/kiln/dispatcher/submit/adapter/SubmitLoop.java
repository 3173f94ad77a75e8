package dev.kiln.dispatcher.submit.adapter;

import dev.kiln.dispatcher.stop.Stopping;
import dev.kiln.dispatcher.submit.SubmitTask;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Submits one task after the other, as long as there is work and room; several loops run side by side. */
public final class SubmitLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(SubmitLoop.class);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final SubmitTask submit;
    private final Stopping stopping;
    private final MeterRegistry meters;

    public SubmitLoop(SubmitTask submit, Stopping stopping, MeterRegistry meters) {
        this.submit = submit;
        this.stopping = stopping;
        this.meters = meters;
    }

    /** Ends when the service stops, after the create that is under way; nothing else ends it. */
    @Override
    public void run() {
        while (!stopping.stopped()) {
            stopping.pause(submitNext());
        }
    }

    private Duration submitNext() {
        try {
            return submit.submitNext() ? Duration.ZERO : IDLE;
        } catch (RuntimeException | Error e) {
            meters.counter("kiln_dispatcher_submit_failures_total").increment();
            LOG.warnf("submitting waits: %s", e);
            return AFTER_FAILURE;
        }
    }
}
