package dev.kiln.callback.receive;

import dev.kiln.callbackurl.CallbackAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds how many callbacks are in hand: their bodies and events are in memory until Kafka has settled them. */
public final class Places {

    /** Kie calls once at a time: a URL that fell into strangers' hands must not keep the others out. */
    private static final int OF_ONE_ATTEMPT = 4;

    private final Semaphore free;
    private final Map<CallbackAddress, Integer> held = new ConcurrentHashMap<>();
    private final int total;

    public Places(int total) {
        if (total < 1) {
            throw new IllegalArgumentException("kiln.callback.max-in-flight is below 1");
        }
        this.free = new Semaphore(total);
        this.total = total;
    }

    /** Empty when all are taken, or as many as one attempt may have; never waits. The place has one holder. */
    public Optional<Place> take(CallbackAddress attempt) {
        if (!free.tryAcquire()) {
            return Optional.empty();
        }
        if (held.merge(attempt, 1, Integer::sum) > OF_ONE_ATTEMPT) {
            release(attempt);
            return Optional.empty();
        }
        return Optional.of(new Place(attempt));
    }

    private void release(CallbackAddress attempt) {
        held.computeIfPresent(attempt, (address, places) -> places == 1 ? null : places - 1);
        free.release();
    }

    public int taken() {
        return total - free.availablePermits();
    }

    /** Free again when its last holder has left. */
    public final class Place {

        private final CallbackAddress attempt;
        private final AtomicInteger holders = new AtomicInteger(1);

        private Place(CallbackAddress attempt) {
            this.attempt = attempt;
        }

        /** One more holder. */
        public void hold() {
            holders.incrementAndGet();
        }

        /** One holder less. */
        public void leave() {
            if (holders.decrementAndGet() == 0) {
                release(attempt);
            }
        }
    }
}
