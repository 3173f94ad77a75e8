package dev.kiln.stack.deadletter;

import java.util.List;

/**
 * A dead letter as it stands on the broker. The arrays are the caller's.
 *
 * @param key nullable
 * @param value null where it was too large to be kept, or was never there
 */
public record WholeLetter(Letter letter, byte[] key, byte[] value, List<NamedValue> headers) {
    /** @param value nullable */
    public record NamedValue(String name, byte[] value) {}

    public WholeLetter {
        headers = List.copyOf(headers);
    }
}
