package dev.kiln.simulator.callback;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** How a callback is signed, where there is a key. */
enum Seal {
    GENUINE,
    NONE,
    /** By another key. */
    WRONG,
    /** Rightly, for a time long past. */
    STALE;

    private static final Duration LONG_PAST = Duration.ofDays(2);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The signature headers of a try at that time. */
    Map<String, String> headers(String key, String taskId, Instant now) {
        Map<String, String> headers = new HashMap<>();
        if (this != NONE) {
            long timestamp = (this == STALE ? now.minus(LONG_PAST) : now).getEpochSecond();
            headers.put("X-Webhook-Timestamp", String.valueOf(timestamp));
            headers.put("X-Webhook-Signature", Signature.of(this == WRONG ? key + "?" : key, taskId, timestamp));
        }
        return headers;
    }
}
