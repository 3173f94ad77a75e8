package dev.kiln.simulator.task.adapter;

import dev.kiln.simulator.task.Schedule;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Real timers; the shortest is a millisecond. */
@Singleton
final class VertxSchedule implements Schedule {

    private final Vertx vertx;

    VertxSchedule(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public void in(Duration delay, Runnable work) {
        vertx.setTimer(Math.max(1, delay.toMillis()), id -> work.run());
    }
}
