package dev.kiln.dispatcher;

import dev.kiln.dispatcher.announce.adapter.OutboxRelay;
import dev.kiln.dispatcher.stop.Stopping;
import dev.kiln.dispatcher.submit.SubmitTask;
import dev.kiln.dispatcher.submit.adapter.SubmitLoop;
import dev.kiln.dispatcher.task.adapter.PgAccounts;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Starts the loops with the service and ends them before it: no claim is made once it stops, no create is cut off. */
@ApplicationScoped
class DispatcherLoops {

    /** Longer than connecting, one create and its recording. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

    private final DispatcherConfig config;
    private final PgAccounts accounts;
    private final OutboxRelay relay;
    private final Stopping stopping;
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
        this.stopping = stopping;
    }

    void start(@Observes StartupEvent event) {
        DispatcherConfig.Kie kie = config.kie();
        accounts.provide(KieAccounts.keys(kie.accounts()).keySet(), kie.createsPerWindow(), kie.pollsPerSecond());
        claiming = Thread.ofVirtual().name("submit").start(submitting);
        relaying = Thread.ofVirtual().name("relay").start(relay);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.stop();
        long deadline = System.nanoTime() + LONGEST_DRAIN.toNanos();
        join(claiming, deadline);
        submitting.awaitSends(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        relay.finish();
        join(relaying, deadline);
    }

    private static void join(Thread loop, long deadline) throws InterruptedException {
        if (loop != null) {
            loop.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
    }
}
