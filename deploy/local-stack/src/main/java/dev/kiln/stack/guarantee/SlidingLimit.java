package dev.kiln.stack.guarantee;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * No more than allowed in any stretch of time of the given length.
 *
 * @param window half open: what is exactly that far apart is in two
 */
record SlidingLimit(int allowed, Duration window) {

    /** Each from the first to the last of one more than allowed. */
    List<Span> exceeded(List<Instant> times) {
        var sorted = times.stream().sorted().toList();
        var exceeded = new ArrayList<Span>();
        for (var last = allowed; last < sorted.size(); last++) {
            var span = new Span(sorted.get(last - allowed), sorted.get(last));
            if (Duration.between(span.from(), span.until()).compareTo(window) < 0) {
                exceeded.add(span);
            }
        }
        return exceeded;
    }

    /** The most that any window held. */
    int largest(List<Instant> times) {
        var sorted = times.stream().sorted().toList();
        var largest = 0;
        var first = 0;
        for (var last = 0; last < sorted.size(); last++) {
            while (Duration.between(sorted.get(first), sorted.get(last)).compareTo(window) >= 0) {
                first++;
            }
            largest = Math.max(largest, last - first + 1);
        }
        return largest;
    }
}
