package dev.kiln.dispatcher.deadletter;

import dev.kiln.contract.Topic;
import java.util.Map;

/**
 * A record that could not be taken, with where it stood and why.
 *
 * @param headers the record's own, by name
 * @param reason one of {@link dev.kiln.contract.Reason}
 * @param detail for operators; quotes nothing of the record
 */
public record DeadLetter(
        Topic topic,
        int partition,
        long offset,
        String key,
        byte[] value,
        Map<String, byte[]> headers,
        String reason,
        String detail) {}
