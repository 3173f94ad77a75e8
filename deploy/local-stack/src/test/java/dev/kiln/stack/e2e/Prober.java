package dev.kiln.stack.e2e;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Asks for something good over and over, and remembers each time that it was not given. */
final class Prober implements AutoCloseable {
    private static final Duration BREATH = Duration.ofMillis(200);

    private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger given = new AtomicInteger();

    /** @param ask returns the status, and throws where none comes in time */
    static Prober asking(String what, int expected, IntSupplier ask) {
        var prober = new Prober();
        prober.asking.scheduleWithFixedDelay(
                () -> prober.ask(what, expected, ask), 0, BREATH.toMillis(), TimeUnit.MILLISECONDS);
        return prober;
    }

    private void ask(String what, int expected, IntSupplier ask) {
        try {
            var status = ask.getAsInt();
            if (status == expected) {
                given.incrementAndGet();
            } else {
                failures.add(what + " was answered " + status);
            }
        } catch (RuntimeException e) {
            failures.add(what + " was not answered: " + e);
        }
    }

    /** How often it got what it asked for. */
    int given() {
        return given.get();
    }

    Queue<String> failures() {
        return failures;
    }

    /** Returns when what is being asked is answered. */
    @Override
    public void close() {
        asking.close();
    }
}
