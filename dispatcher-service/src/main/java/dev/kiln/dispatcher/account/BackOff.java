package dev.kiln.dispatcher.account;

import java.time.Duration;

/** How long an account rests while Kie is in maintenance. */
public final class BackOff {

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 4;

    private BackOff() {}

    /** One minute, doubled with each rest in a row before it, up to 16. */
    public static Duration after(int inARow) {
        return FIRST.multipliedBy(1L << Math.min(inARow, MOST_DOUBLINGS));
    }
}
