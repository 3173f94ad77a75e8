package dev.kiln.contract;

import java.time.Instant;

/**
 * One file that a generation brought.
 *
 * @param url Kie's link, readable without authorization
 * @param kind {@code image} or {@code video}; the list is open
 * @param expiresAt when the link is expected to lapse: copy the file before
 */
public record Asset(String url, String kind, Instant expiresAt) {

    public Asset {
        Required.text("url", url);
        Required.text("kind", kind);
        Required.present("expiresAt", expiresAt);
    }
}
