package dev.kiln.callback.receive;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds how many callbacks are in hand: their bodies and events are in memory until Kafka has settled them. */
public final class Places {

    private final Semaphore free;
    private final int total;

    public Places(int total) {
        if (total < 1) {
            throw new IllegalArgumentException("kiln.callback.max-in-flight is below 1");
        }
        this.free = new Semaphore(total);
        this.total = total;
    }

    /** Empty when all are taken; never waits. The place has one holder. */
    public Optional<Place> take() {
        return free.tryAcquire() ? Optional.of(new Place()) : Optional.empty();
    }

    public int taken() {
        return total - free.availablePermits();
    }

    /** Free again when its last holder has left. */
    public final class Place {

        private final AtomicInteger holders = new AtomicInteger(1);

        private Place() {}

        /** One more holder. */
        public void hold() {
            holders.incrementAndGet();
        }

        /** One holder less. */
        public void leave() {
            if (holders.decrementAndGet() == 0) {
                free.release();
            }
        }
    }
}
