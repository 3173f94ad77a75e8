package dev.kiln.gateway.view;

import java.time.Instant;

/** The times that the view can be asked about. */
final class Times {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Times() {}

    static boolean areKept(Instant at) {
        return !at.isBefore(FIRST) && !at.isAfter(LAST);
    }
}
