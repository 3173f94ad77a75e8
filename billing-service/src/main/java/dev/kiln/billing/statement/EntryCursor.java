package dev.kiln.billing.statement;

import dev.kiln.billing.query.InvalidParameter;
import java.nio.ByteBuffer;
import java.util.Base64;

/** An entry's place in the ledger, which never changes: a page begins with the entry that was booked before it. */
public record EntryCursor(long bookingId, int line) {

    private static final int BYTES = Long.BYTES + Short.BYTES;
    private static final int LENGTH = 14;

    /** Opaque to the caller. */
    public String text() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).putLong(bookingId).putShort((short) line);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Reads exactly what {@link #text} wrote. Throws {@link InvalidParameter}. */
    public static EntryCursor of(String text) {
        try {
            if (text.length() == LENGTH) {
                ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
                EntryCursor cursor = new EntryCursor(bytes.getLong(), bytes.getShort());
                if (cursor.bookingId > 0 && cursor.line > 0 && cursor.text().equals(text)) {
                    return cursor;
                }
            }
        } catch (IllegalArgumentException e) {
            // not base64: said below like every other text that is no cursor
        }
        throw new InvalidParameter("cursor", "cursor is not one that came with a page");
    }
}
