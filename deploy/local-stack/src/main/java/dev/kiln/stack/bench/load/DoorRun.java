package dev.kiln.stack.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One run against a door. Everything happens on one event loop. */
final class DoorRun {
    private final DoorPlan plan;
    private final Knocks knocks;
    private final Caller caller;
    private final Vertx vertx;
    private final Histogram latencies = Latencies.histogram();
    private final TreeMap<String, Long> others = new TreeMap<>();
    private final Promise<DoorResult> result = Promise.promise();
    private long good;
    private long measuredFrom;
    private long measuredUntil;
    private double cpuAtStart;
    private double cpu;
    private int running;

    private DoorRun(Vertx vertx, DoorPlan plan) {
        this.plan = plan;
        this.vertx = vertx;
        this.knocks = Knocks.of(plan, Clock.systemUTC());
        this.caller = new Caller(vertx, plan.url(), plan.connections());
    }

    /** To be called on an event loop. */
    static Future<DoorResult> start(Vertx vertx, DoorPlan plan) {
        var run = new DoorRun(vertx, plan);
        run.begin();
        return run.result.future().eventually(() -> {
            run.caller.close();
            return Future.succeededFuture();
        });
    }

    private void begin() {
        measuredFrom = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(plan.warmUpMillis());
        measuredUntil = measuredFrom + TimeUnit.MILLISECONDS.toNanos(plan.measuredMillis());
        vertx.setTimer(Math.max(1, plan.warmUpMillis()), id -> cpuAtStart = OwnCpu.millis());
        vertx.setTimer(plan.warmUpMillis() + plan.measuredMillis(), id -> cpu = OwnCpu.millis() - cpuAtStart);
        running = plan.connections();
        for (int i = 0; i < plan.connections(); i++) {
            next();
        }
    }

    private void next() {
        var sentAt = System.nanoTime();
        if (sentAt - measuredUntil >= 0) {
            end();
            return;
        }
        caller.post(knocks.next()).onComplete(answered -> {
            var at = System.nanoTime();
            if (at - measuredFrom >= 0 && at - measuredUntil < 0) {
                count(answered.succeeded() ? answered.result() : null, answered.cause(), at - sentAt);
            }
            next();
        });
    }

    private void count(Caller.Answer answer, Throwable failure, long nanos) {
        if (answer != null && answer.status() == plan.good()) {
            good++;
            latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
        } else {
            others.merge(Outcome.of(answer, failure), 1L, Long::sum);
        }
    }

    private void end() {
        running--;
        if (running == 0) {
            var seconds = Duration.ofMillis(plan.measuredMillis()).toMillis() / 1000.0;
            result.complete(new DoorResult(good, others, seconds, Latencies.of(latencies), cpu));
        }
    }
}
