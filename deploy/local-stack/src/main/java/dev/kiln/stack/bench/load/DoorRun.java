package dev.kiln.stack.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One run against a door. Everything happens on one event loop. */
final class DoorRun {
    private final DoorPlan plan;
    private final Knocks knocks;
    private final Caller caller;
    private final Histogram latencies = Latencies.histogram();
    private final TreeMap<String, Long> others = new TreeMap<>();
    private final Promise<DoorResult> result = Promise.promise();
    private long good;
    private long begin;
    private int running;

    private DoorRun(Vertx vertx, DoorPlan plan) {
        this.plan = plan;
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
        begin = System.nanoTime();
        running = plan.connections();
        for (int i = 0; i < plan.connections(); i++) {
            next();
        }
    }

    private void next() {
        var sentAt = System.nanoTime();
        if (sentAt - begin >= TimeUnit.MILLISECONDS.toNanos(plan.millis())) {
            end();
            return;
        }
        caller.post(knocks.next()).onComplete(answered -> {
            count(answered.succeeded() ? answered.result() : null, answered.cause(), System.nanoTime() - sentAt);
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
            var seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
            result.complete(new DoorResult(good, others, seconds, Latencies.of(latencies)));
        }
    }
}
