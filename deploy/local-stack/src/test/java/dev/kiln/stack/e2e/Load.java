package dev.kiln.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Tenants that keep on asking, whatever the answer. */
final class Load implements AutoCloseable {
    private static final int TENANTS = 3;
    private static final Duration BREATH = Duration.ofMillis(1000);

    private final RunningStack kiln;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final ScheduledExecutorService tenants = Executors.newScheduledThreadPool(TENANTS);

    private Load(RunningStack kiln) {
        this.kiln = kiln;
    }

    static Load on(RunningStack kiln) {
        var load = new Load(kiln);
        for (var i = 0; i < TENANTS; i++) {
            load.tenants.scheduleWithFixedDelay(load::ask, 0, BREATH.toMillis(), TimeUnit.MILLISECONDS);
        }
        return load;
    }

    private void ask() {
        try {
            var answer = kiln.stack().gateway().submitOrRefused(RunningStack.MODEL, kiln.input(""));
            answer.ifPresentOrElse(id -> accepted.add(kiln.accepted(id)), refused::incrementAndGet);
        } catch (UncheckedIOException noAnswer) {
            // a request without an answer promises nothing
        }
    }

    Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    /** How often it was told 503. */
    int refused() {
        return refused.get();
    }

    void awaitAccepted(int count, Duration atMost) {
        await().atMost(atMost).until(() -> accepted.size() >= count);
    }

    void lastsFor(Duration duration) {
        var end = System.nanoTime() + duration.toNanos();
        await().atMost(duration.plusSeconds(5)).until(() -> System.nanoTime() >= end);
    }

    @Override
    public void close() {
        tenants.close();
        assertThat(tenants.isTerminated()).isTrue();
    }
}
