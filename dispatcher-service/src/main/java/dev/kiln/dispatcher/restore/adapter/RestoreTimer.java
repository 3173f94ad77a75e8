package dev.kiln.dispatcher.restore.adapter;

import dev.kiln.dispatcher.restore.CheckDatabase;
import dev.kiln.dispatcher.restore.Gap;
import dev.kiln.dispatcher.stop.Hold;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** From the start on: looks whether the database is as young as what was done, before anything is claimed. */
@ApplicationScoped
public class RestoreTimer {

    private static final Logger LOG = Logger.getLogger(RestoreTimer.class);

    private final CheckDatabase check;
    private final Hold hold;
    private final AtomicLong missing;
    private final MeterRegistry meters;
    private String told;

    RestoreTimer(CheckDatabase check, Hold hold, MeterRegistry meters) {
        this.check = check;
        this.hold = hold;
        this.meters = meters;
        this.missing = meters.gauge("kiln_dispatcher_requests_missing", new AtomicLong());
        Gauge.builder("kiln_dispatcher_held", hold, held -> held.stands() ? 1 : 0)
                .register(meters);
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void check() {
        try {
            missing.set(check.check().stream().mapToLong(Gap::requests).sum());
        } catch (RuntimeException e) {
            meters.counter("kiln_dispatcher_restore_check_failures_total").increment();
            LOG.warnf("whether the database is as young as Kafka cannot be told, and is asked again: %s", e);
        }
        tell(hold.why().orElse(null));
    }

    private void tell(String why) {
        if (!Objects.equals(why, told)) {
            if (why != null) {
                LOG.error(why);
            } else {
                LOG.info("the database is as young as what was consumed and said: claims go on");
            }
            told = why;
        }
    }
}
