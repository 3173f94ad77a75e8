package dev.kiln.stack.chaos;

import dev.kiln.stack.LocalStack;
import dev.kiln.stack.process.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** The outages of broker and database: killed, left away, started again, and awaited until all services are well. */
final class Backends {
    /** So long after all services work with it again, what waited for it may still be under way. */
    private static final Duration AFTERMATH = Duration.ofSeconds(5);

    private final Journal journal;
    private final Outage kafka;
    private final Outage postgres;
    private final BooleanSupplier servicesReady;
    private Instant postgresAwaySince;

    Backends(LocalStack stack, Journal journal, BooleanSupplier servicesReady) {
        this.journal = journal;
        this.servicesReady = servicesReady;
        this.kafka = new Outage(
                stack.ports().kafka(), stack::stopKafka, stack::respawnKafka, (log, after) -> log.brokerIsBack(after));
        this.postgres =
                new Outage(stack.ports().postgres(), stack::stopPostgres, stack::respawnPostgres, (log, after) -> {
                    log.databaseIsBack(after);
                    log.databaseWasAway(postgresAwaySince, log.now().plus(AFTERMATH));
                });
    }

    void stopKafka(Duration length) {
        kafka.begin(length);
    }

    void stopPostgres(Duration length) {
        if (postgres.isOver()) {
            postgresAwaySince = journal.now();
        }
        postgres.begin(length);
    }

    void watch() {
        kafka.watch();
        postgres.watch();
    }

    boolean areWell() {
        return kafka.isOver() && postgres.isOver();
    }

    private final class Outage {
        private final int port;
        private final Runnable stop;
        private final Runnable start;
        private final BiConsumer<Journal, Duration> back;
        private Instant startAt;
        private boolean started;
        private Instant accepts;

        Outage(int port, Runnable stop, Runnable start, BiConsumer<Journal, Duration> back) {
            this.port = port;
            this.stop = stop;
            this.start = start;
            this.back = back;
        }

        /** One at a time: where it is away already, it stays away longer. */
        void begin(Duration length) {
            if (startAt == null || accepts != null) {
                stop.run();
                started = false;
            }
            accepts = null;
            if (!started) {
                startAt = journal.now().plus(length);
            }
        }

        void watch() {
            if (startAt == null) {
                return;
            }
            if (!started && !journal.now().isBefore(startAt)) {
                start.run();
                started = true;
            }
            if (started && accepts == null && Readiness.accepts(port)) {
                accepts = journal.now();
            }
            if (accepts != null && servicesReady.getAsBoolean()) {
                back.accept(journal, Duration.between(accepts, journal.now()));
                startAt = null;
                accepts = null;
            }
        }

        boolean isOver() {
            return startAt == null;
        }
    }
}
