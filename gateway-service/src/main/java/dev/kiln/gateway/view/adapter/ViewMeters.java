package dev.kiln.gateway.view.adapter;

import dev.kiln.contract.GenerationIds;
import dev.kiln.tracecontext.LogContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/** What the view shows of itself. */
@Startup
@Singleton
public final class ViewMeters {

    private static final Logger LOG = Logger.getLogger(ViewMeters.class);

    private final Clock clock;
    private final MeterRegistry meters;
    private final DistributionSummary batchSize;
    private final Timer lag;
    private final Counter failures;
    private final Counter readFailures;
    private final Counter skipped;
    private final Counter refused;

    public ViewMeters(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
        this.batchSize = DistributionSummary.builder("kiln.view.batch.records")
                .description("Records stored in one transaction")
                .register(meters);
        this.lag = Timer.builder("kiln.view.lag")
                .description("From the oldest record of a batch to its place in the view")
                .register(meters);
        this.failures = Counter.builder("kiln.view.failures")
                .description("Attempts to store a batch or a dead letter that failed; they are made again")
                .register(meters);
        this.readFailures = Counter.builder("kiln.view.read.failures")
                .description("Generations that could not be read from the database in time")
                .register(meters);
        this.refused = Counter.builder("kiln.view.refused")
                .description("Changes of a generation that is another tenant's")
                .register(meters);
        this.skipped = Counter.builder("kiln.view.skipped")
                .description("Events of types that this version does not know")
                .register(meters);
    }

    void consumed(ConsumerRecords<String, byte[]> records) {
        batchSize.record(records.count());
        long oldest = Long.MAX_VALUE;
        for (var record : records) {
            oldest = Math.min(oldest, record.timestamp());
        }
        lag.record(Duration.ofMillis(Math.max(0, clock.millis() - oldest)));
    }

    void failed(Throwable failure) {
        failures.increment();
        LOG.warnf("The view could not store a batch: %s", failure.getClass().getName());
    }

    void readFailed(Throwable failure) {
        readFailures.increment();
        LOG.debugf("The view cannot be read: %s", failure.getClass().getName());
    }

    /** A failure of ours on a record that could be read. */
    void untaken(String key, RuntimeException failure) {
        aboutKey(
                key,
                () -> LOG.errorf(
                        "An event cannot be taken into the view: %s",
                        failure.getClass().getName()));
    }

    /** A key that nobody has checked may be anything. */
    static void aboutKey(String key, Runnable logging) {
        LogContext.about(GenerationIds.isWellFormed(key) ? key : null, null, logging);
    }

    void refused(long changes) {
        refused.increment(changes);
    }

    void skipped() {
        skipped.increment();
    }

    void buried(String reason) {
        meters.counter("kiln.view.dead.letters", "reason", reason).increment();
    }
}
