package dev.kiln.dispatcher.live.adapter;

import dev.kiln.dispatcher.live.Progress;
import dev.kiln.dispatcher.live.Progress.Look;
import dev.kiln.dispatcher.stop.Hold;
import dev.kiln.dispatcher.stop.Intake;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Every 5 s: looks whether what this replica has to consume moves, for liveness, metrics and the log. */
@ApplicationScoped
public class ProgressTimer {

    private static final Logger LOG = Logger.getLogger(ProgressTimer.class);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);

    private final Progress progress;
    private final ConsumerLags lags;
    private final Intake intake;
    private final Hold hold;
    private final Pool pool;
    private final MultiGauge lag;
    private boolean told;

    ProgressTimer(Progress progress, ConsumerLags lags, Intake intake, Hold hold, Pool pool, MeterRegistry meters) {
        this.progress = progress;
        this.lags = lags;
        this.intake = intake;
        this.hold = hold;
        this.pool = pool;
        this.lag = MultiGauge.builder("kiln_dispatcher_lag").register(meters);
        Gauge.builder(
                        "kiln_dispatcher_stuck_seconds",
                        progress,
                        stuck -> stuck.stuckFor().toSeconds())
                .register(meters);
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        try {
            Map<String, Long> waiting = lags.waiting();
            lag.register(
                    waiting.entrySet().stream()
                            .map(topic -> Row.of(Tags.of("topic", topic.getKey()), topic.getValue()))
                            .toList(),
                    true);
            long all = waiting.values().stream().mapToLong(Long::longValue).sum();
            progress.saw(new Look(
                    !hold.stands() && databaseAnswers(), all + intake.consuming(), lags.moved() + intake.consumed()));
        } catch (RuntimeException brokerIsSilent) {
            progress.saw(new Look(false, 0, intake.consumed()));
        }
        tell();
    }

    private boolean databaseAnswers() {
        try {
            pool.query("select 1")
                    .execute()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tell() {
        boolean stuck = !progress.isAlive();
        if (stuck && !told) {
            LOG.errorf(
                    "nothing has moved for %d s although records wait and database and broker answer: liveness fails",
                    progress.stuckFor().toSeconds());
        }
        told = stuck;
    }
}
