package dev.kiln.dispatcher;

import dev.kiln.dispatcher.announce.adapter.OutboxRelay;
import dev.kiln.dispatcher.stop.Stopping;
import dev.kiln.dispatcher.submit.SubmitTask;
import dev.kiln.dispatcher.submit.adapter.SubmitLoop;
import dev.kiln.dispatcher.task.adapter.PgAccounts;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Starts the loops with the service; {@link DispatcherStop} ends them. */
@ApplicationScoped
class DispatcherLoops {

    private final DispatcherConfig config;
    private final PgAccounts accounts;
    private final OutboxRelay relay;
    private final SubmitLoop submitting;
    private Thread claiming;
    private Thread relaying;

    DispatcherLoops(
            DispatcherConfig config,
            PgAccounts accounts,
            SubmitTask submit,
            OutboxRelay relay,
            Stopping stopping,
            MeterRegistry meters) {
        this.config = config;
        this.accounts = accounts;
        this.submitting = new SubmitLoop(submit, config.submit().createsInFlight(), stopping, meters);
        this.relay = relay;
    }

    void start(@Observes StartupEvent event) {
        DispatcherConfig.Kie kie = config.kie();
        accounts.provide(
                KieAccounts.keys(kie.accounts()).keySet(),
                kie.createsPerWindow(),
                config.submit().slotWindow(),
                kie.pollsPerSecond());
        claiming = Thread.ofVirtual().name("submit").start(submitting);
        relaying = Thread.ofVirtual().name("relay").start(relay);
    }

    /** Once the service stops: waits for the last claim and for the answers to its creates; false if they take longer. */
    boolean finishCreates(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        return ended(claiming, atMost)
                && submitting.awaitSends(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }

    /** Once nothing more is announced: waits until all of it is published; false if that takes longer. */
    boolean finishEvents(Duration atMost) throws InterruptedException {
        relay.finish();
        return ended(relaying, atMost);
    }

    private static boolean ended(Thread loop, Duration atMost) throws InterruptedException {
        return loop == null || loop.join(atMost);
    }
}
