package dev.kiln.simulator.account;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What an account may do.
 *
 * @param creates in any sliding {@code createWindow}; the excess is refused
 * @param polls of records in any sliding {@code pollWindow}; 0 for no limit
 * @param cap credits that its key may use in all, whatever the balance; null for none
 */
public record Limits(int creates, Duration createWindow, int polls, Duration pollWindow, BigDecimal cap) {

    /** @throws IllegalArgumentException naming the key that does not fit */
    public Limits {
        require(creates >= 1, "rate.limit", creates);
        require(createWindow.toMillis() >= 1, "rate.window", createWindow);
        require(polls >= 0, "poll.limit", polls);
        require(pollWindow.toMillis() >= 1, "poll.window", pollWindow);
        require(cap == null || cap.signum() >= 0, "accounts.<name>.cap", cap);
    }

    private static void require(boolean fits, String key, Object value) {
        if (!fits) {
            throw new IllegalArgumentException("kie-simulator." + key + " cannot be " + value);
        }
    }
}
