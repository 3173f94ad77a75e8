package dev.kiln.dispatcher.overview;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Where a task stands in its list. */
public record Position(Instant time, String generationId) {

    /** Opaque, safe in a URL. */
    public String cursor() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((time + "|" + generationId).getBytes(StandardCharsets.UTF_8));
    }

    /** Empty for what {@link #cursor} did not write. */
    public static Optional<Position> of(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int bar = text.indexOf('|');
            return bar < 0 || text.length() > 128
                    ? Optional.empty()
                    : Optional.of(new Position(Instant.parse(text.substring(0, bar)), text.substring(bar + 1)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
