package dev.kiln.simulator.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** Counts events in the window that ends now; an event exactly one window old is out. Not thread-safe. */
final class SlidingWindow {

    private static final int MOST_REMEMBERED = 200_000;

    private final Duration length;
    private final ArrayDeque<Instant> times = new ArrayDeque<>();
    private int largest;

    SlidingWindow(Duration length) {
        this.length = length;
    }

    int count(Instant now) {
        Instant edge = now.minus(length);
        while (!times.isEmpty() && !times.peekFirst().isAfter(edge)) {
            times.removeFirst();
        }
        return times.size();
    }

    void add(Instant now) {
        if (times.size() >= MOST_REMEMBERED) {
            times.removeFirst();
        }
        times.addLast(now);
        largest = Math.max(largest, count(now));
    }

    /** The largest number of events that any window ever held. */
    int largest() {
        return largest;
    }
}
