package dev.kiln.dispatcher.stop;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The door for what was consumed, closed while the replica is held, and for other work that a stop waits for. */
public final class Intake {

    private static final Duration LOOKS_AGAIN_AFTER = Duration.ofMillis(10);

    private static final Duration HELD_FOR = Duration.ofMillis(500);

    private final Stopping stopping;
    private final Hold hold;
    private final AtomicLong atWork = new AtomicLong();
    private final AtomicLong consuming = new AtomicLong();
    private final AtomicLong consumed = new AtomicLong();

    public Intake(Stopping stopping, Hold hold) {
        this.stopping = stopping;
        this.hold = hold;
    }

    /** Takes what was consumed. Blocks for the hold and the work; throws where the service stops while it is held. */
    public void pass(Runnable work) {
        while (hold.stands()) {
            if (!stopping.pause(HELD_FOR)) {
                throw new IllegalStateException("the service stops while it is held: records are left to others");
            }
        }
        consuming.incrementAndGet();
        try {
            track(work);
        } finally {
            consuming.decrementAndGet();
            consumed.incrementAndGet();
        }
    }

    /** Work that no record asked for. Blocks for it. */
    public void track(Runnable work) {
        atWork.incrementAndGet();
        try {
            work.run();
        } finally {
            atWork.decrementAndGet();
        }
    }

    /** How often something consumed was taken. */
    public long consumed() {
        return consumed.get();
    }

    /** How much that was consumed is being taken. */
    public long consuming() {
        return consuming.get();
    }

    /** Waits until nothing is at work; false where the time is over before. */
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (atWork.get() > 0) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(LOOKS_AGAIN_AFTER);
        }
        return true;
    }
}
