package dev.kiln.billing.announce.adapter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Empties the outbox again and again, and tells how full it is. */
@ApplicationScoped
class OutboxTimer {

    private static final Logger LOG = Logger.getLogger(OutboxTimer.class);

    private final RelayOutbox relay;
    private final PgOutbox outbox;
    private final Counter failures;
    private volatile boolean stopping;
    private volatile PgOutbox.State state = new PgOutbox.State(0, 0);

    OutboxTimer(RelayOutbox relay, PgOutbox outbox, MeterRegistry registry) {
        this.relay = relay;
        this.outbox = outbox;
        this.failures = registry.counter("kiln.billing.outbox.failures");
        Gauge.builder("kiln.billing.outbox.size", () -> state.size()).register(registry);
        Gauge.builder("kiln.billing.outbox.age", () -> state.age())
                .baseUnit("seconds")
                .description("of the oldest event that is not yet said")
                .register(registry);
    }

    /** The timer outlives the database's pool by some seconds. */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    @Scheduled(every = "${kiln.billing.relay.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> relay() {
        if (stopping) {
            return Uni.createFrom().voidItem();
        }
        return relay.relay()
                .eventually(() -> outbox.state().invoke(now -> state = now))
                .onFailure()
                .invoke(failure -> {
                    failures.increment();
                    LOG.warnf("The outbox waits for its database: %s", failure);
                })
                .onFailure()
                .recoverWithNull();
    }
}
