package dev.kiln.simulator.callback;

import java.time.Duration;
import java.util.Optional;

/**
 * How callbacks are delivered.
 *
 * @param attempts tries until one is answered 200
 * @param retryDelay between two tries
 * @param timeout of one try
 * @param concurrency posts under way at the same time
 * @param queue posts that wait for that, and callbacks that are put off; more fail
 * @param late how much later a late callback comes
 * @param gap between callbacks of a task that tell different things
 * @param hmacKey signs callbacks; without it they carry no signature headers
 */
public record DeliveryRules(
        int attempts,
        Duration retryDelay,
        Duration timeout,
        int concurrency,
        int queue,
        Duration late,
        Duration gap,
        Optional<String> hmacKey) {

    /** @throws IllegalArgumentException naming the key that does not fit */
    public DeliveryRules {
        require(attempts >= 1, "attempts", attempts);
        require(!retryDelay.isNegative(), "retry-delay", retryDelay);
        require(timeout.toMillis() >= 1, "timeout", timeout);
        require(concurrency >= 1, "concurrency", concurrency);
        require(queue >= 0, "queue", queue);
        require(late.toMillis() >= 1, "late", late);
        require(gap.toMillis() >= 1, "gap", gap);
    }

    private static void require(boolean fits, String key, Object value) {
        if (!fits) {
            throw new IllegalArgumentException("kie-simulator.callback." + key + " cannot be " + value);
        }
    }
}
