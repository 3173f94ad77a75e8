package dev.kiln.dispatcher;

import dev.kiln.dispatcher.intake.adapter.IncomingChannels;
import dev.kiln.dispatcher.stop.Intake;
import dev.kiln.dispatcher.stop.Stopping;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The service's stop, in its order: it is not ready any more, asks for no more records, claims nothing; no create is cut
 * off, and what happened is announced. Only then do the consumers leave their groups, and the database and the ports close.
 */
@ApplicationScoped
class DispatcherStop {

    private static final Logger LOG = Logger.getLogger(DispatcherStop.class);
    /** Longer than connecting, one create and its recording. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final DispatcherLoops loops;
    private final Stopping stopping;
    private final IncomingChannels channels;
    private final Intake intake;
    private final Scheduler timers;

    DispatcherStop(
            DispatcherLoops loops, Stopping stopping, IncomingChannels channels, Intake intake, Scheduler timers) {
        this.loops = loops;
        this.stopping = stopping;
        this.channels = channels;
        this.intake = intake;
        this.timers = timers;
    }

    /** While the management port still answers, so that all can see that it is not ready. */
    void begin(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        drain();
    }

    /** In development and tests the other event does not come. */
    void end(@Observes ShutdownEvent event) throws InterruptedException {
        if (!stopping.stopped()) {
            drain();
        }
    }

    private void drain() throws InterruptedException {
        long begun = System.nanoTime();
        stopping.stop();
        channels.pause();
        timers.pause();
        boolean answered = loops.finishCreates(left(begun));
        boolean consumed = intake.awaitIdle(left(begun));
        boolean published = loops.finishEvents(left(begun));
        LOG.infof(
                "drained in %d ms: %s, %s, %s",
                Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                answered ? "every create is answered" : "the answers to creates in flight will be missed",
                consumed ? "every record taken is stored" : "records are left to others",
                published ? "every event is published" : "events wait in the outbox");
    }

    private static Duration left(long begun) {
        return Duration.ofNanos(Math.max(1, begun + LONGEST.toNanos() - System.nanoTime()));
    }
}
