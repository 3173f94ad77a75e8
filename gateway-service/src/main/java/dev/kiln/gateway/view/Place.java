package dev.kiln.gateway.view;

import dev.kiln.contract.GenerationIds;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a generation stands in a list: newest first, then by id.
 *
 * @param at when it was accepted, or the earliest that is known instead; in whole microseconds
 */
public record Place(Instant at, String id) {

    private static final int BYTES = Long.BYTES + Integer.BYTES + GenerationIds.BYTES;

    /** For those who leaf through a list: opaque, safe in addresses, and good for as long as the generation is. */
    public String cursor() {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .put(GenerationIds.decode(id))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The reverse of {@link #cursor()}; empty for any other text. */
    public static Optional<Place> of(String cursor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() != BYTES) {
                return Optional.empty();
            }
            Instant at = Instant.ofEpochSecond(bytes.getLong(), bytes.getInt());
            byte[] id = new byte[GenerationIds.BYTES];
            bytes.get(id);
            return Optional.of(new Place(at, GenerationIds.encode(id))).filter(place -> Times.areKept(place.at));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
