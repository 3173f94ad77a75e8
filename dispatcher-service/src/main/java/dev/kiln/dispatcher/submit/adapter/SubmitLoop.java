package dev.kiln.dispatcher.submit.adapter;

import dev.kiln.dispatcher.stop.Stopping;
import dev.kiln.dispatcher.submit.SubmitTask;
import dev.kiln.dispatcher.submit.SubmitTask.Intent;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Claims what may be submitted and sends it, each task on a thread of its own, so many at a time. */
public final class SubmitLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(SubmitLoop.class);
    private static final Duration IDLE = Duration.ofMillis(100);
    /** After the queue ran dry, and while few sends are over, so that the next claim is worth its transaction. */
    private static final Duration GATHER = Duration.ofMillis(40);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final SubmitTask submit;
    private final int mostInFlight;
    private final Semaphore free;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Stopping stopping;
    private final MeterRegistry meters;

    public SubmitLoop(SubmitTask submit, int mostInFlight, Stopping stopping, MeterRegistry meters) {
        this.submit = submit;
        this.mostInFlight = mostInFlight;
        this.free = new Semaphore(mostInFlight);
        this.stopping = stopping;
        this.meters = meters;
        meters.gauge("kiln_dispatcher_creates_in_flight", inFlight);
    }

    /** Ends when the service stops; what was claimed is still sent: see {@link #awaitSends}. Nothing else ends it. */
    @Override
    public void run() {
        while (!stopping.stopped()) {
            stopping.pause(submitNext());
        }
    }

    private Duration submitNext() {
        try {
            if (!free.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
                return Duration.ZERO;
            }
            int room = 1;
            List<Intent> intents = List.of();
            try {
                room += gathered() + free.drainPermits();
                intents = submit.prepare(room);
            } finally {
                free.release(room - intents.size());
            }
            intents.forEach(intent -> Thread.ofVirtual().name("create").start(() -> send(intent)));
            return intents.isEmpty() ? IDLE : intents.size() < room ? GATHER : Duration.ZERO;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return AFTER_FAILURE;
        } catch (RuntimeException | Error e) {
            failed(e);
            return AFTER_FAILURE;
        }
    }

    /** What is free once three of four sends are over, or after a moment: a claim of one costs as much as one of many. */
    private int gathered() throws InterruptedException {
        int most = mostInFlight * 3 / 4;
        return most > 1 && free.tryAcquire(most - 1, GATHER.toMillis(), TimeUnit.MILLISECONDS) ? most - 1 : 0;
    }

    private void send(Intent intent) {
        inFlight.incrementAndGet();
        try {
            submit.send(intent);
        } catch (RuntimeException | Error e) {
            failed(e);
        } finally {
            inFlight.decrementAndGet();
            free.release();
        }
    }

    private void failed(Throwable failure) {
        meters.counter("kiln_dispatcher_submit_failures_total").increment();
        LOG.warnf("submitting waits: %s", failure);
    }

    /** Returns when nothing is in flight any more; false where the time is over before. */
    public boolean awaitSends(Duration atMost) throws InterruptedException {
        return free.tryAcquire(mostInFlight, atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
