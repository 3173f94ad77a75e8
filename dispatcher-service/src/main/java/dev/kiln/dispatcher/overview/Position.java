package dev.kiln.dispatcher.overview;

import dev.kiln.contract.GenerationIds;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Where a task stands in its list. */
public record Position(Instant time, String generationId) {

    /** What the database can hold as well. */
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

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
            if (bar < 0 || !GenerationIds.isWellFormed(text.substring(bar + 1))) {
                return Optional.empty();
            }
            return Optional.of(new Position(Instant.parse(text.substring(0, bar)), text.substring(bar + 1)))
                    .filter(position -> position.time.isAfter(Instant.EPOCH) && position.time.isBefore(LATEST));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
