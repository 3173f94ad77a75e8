package dev.kiln.stack.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.catalog.Catalog;
import dev.kiln.contract.CancellationRequested;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.KilnEvent;
import dev.kiln.stack.LocalStack;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Tenants that ask, each until it has its answer: by REST under a key, some by topic, some of which are canceled ahead of
 * their request, some afterwards.
 */
final class ChaosLoad implements AutoCloseable {
    private static final int TENANTS = 16;
    private static final Duration BREATH = Duration.ofMillis(500);
    private static final URI SHOP = URI.create("/test/chaos");
    private static final String TENANT = "local";
    /** Of each of Kie's three APIs some. */
    private static final List<String> MODELS =
            List.of("flux-kontext-pro", "google/nano-banana-edit", "kling/v2-1-pro", "veo3_fast");

    private final LocalStack stack;
    private final String run;
    private final int requests;
    private final Duration length;
    private final Catalog catalog = Catalog.bundled();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> canceledAhead = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final long begun = System.nanoTime();
    private final ScheduledExecutorService tenants = Executors.newScheduledThreadPool(TENANTS);

    /** @param run no other run's on this stack */
    ChaosLoad(LocalStack stack, String run, int requests, Duration length) {
        this.stack = stack;
        this.run = run;
        this.requests = requests;
        this.length = length;
        for (var tenant = 0; tenant < TENANTS; tenant++) {
            tenants.schedule(this::askNext, 0, TimeUnit.MILLISECONDS);
        }
    }

    private void askNext() {
        var number = next.getAndIncrement();
        if (number < requests) {
            var due = begun + length.toNanos() / requests * number - System.nanoTime();
            tenants.schedule(() -> ask(number), Math.max(0, due), TimeUnit.NANOSECONDS);
        }
    }

    private void ask(int number) {
        try {
            if (tries(number)) {
                askNext();
            } else {
                repeated.incrementAndGet();
                tenants.schedule(() -> ask(number), BREATH.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private boolean tries(int number) {
        return switch (number % 50) {
            case 7, 23 -> byTopic(number, false);
            case 41 -> byTopic(number, true);
            default -> byRest(number, number % 50 == 13);
        };
    }

    private boolean byRest(int number, boolean canceled) {
        var id = unlessAway(() -> stack.gateway().submitOnce(run + "-" + number, model(number), input(number)));
        id.ifPresent(accepted::add);
        if (canceled) {
            id.ifPresent(known -> unlessAway(() -> Optional.of(stack.gateway().cancel(known))));
        }
        return id.isPresent();
    }

    /** A record that the broker may or may not have is written again under the same event id. */
    private boolean byTopic(int number, boolean canceled) {
        var event = run + "-" + number;
        var id = GenerationIds.ofRequest(TENANT, SHOP.toString(), event);
        var written = unlessAway(() -> {
            if (canceled) {
                write(event + "-cancel", new CancellationRequested(id));
                canceledAhead.add(id);
            }
            write(event, new GenerationRequested(id, model(number), input(number), null, Map.of(), null, null, null));
            return Optional.of(id);
        });
        written.ifPresent(accepted::add);
        return written.isPresent();
    }

    private void write(String event, KilnEvent what) {
        stack.events().send(new Envelope(event, SHOP, Instant.now(), TENANT, what));
    }

    /** Where nobody answers, or the broker does not, it is tried again. */
    private static <T> Optional<T> unlessAway(Supplier<Optional<T>> call) {
        try {
            return call.get();
        } catch (UncheckedIOException | IllegalStateException away) {
            return Optional.empty();
        }
    }

    private String model(int number) {
        return MODELS.get(number % MODELS.size());
    }

    private ObjectNode input(int number) {
        var example =
                catalog.find(model(number)).orElseThrow().examples().getFirst().input();
        return ((ObjectNode) example.deepCopy()).put("prompt", "Paper boats, fleet " + run + ", number " + number);
    }

    Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    Set<String> canceledAhead() {
        return Set.copyOf(canceledAhead);
    }

    /** How often a request had to be repeated. */
    int repeated() {
        return repeated.get();
    }

    /** Whether all were accepted; a request that was answered as none should be is an exception. */
    boolean isDone() {
        if (failure.get() != null) {
            throw new IllegalStateException("A request got a wrong answer", failure.get());
        }
        return accepted.size() >= requests;
    }

    @Override
    public void close() {
        tenants.shutdownNow();
    }
}
