package dev.kiln.stack.deadletter;

import java.time.Instant;

/**
 * A dead letter without its body.
 *
 * @param at when it was written
 * @param reason one of {@link dev.kiln.contract.Reason}; null where the letter gives none
 * @param detail the consumer's words; nullable
 * @param key the record's; nullable
 * @param eventType {@code ce_type}; null where the record named none in a header
 */
public record Letter(
        LetterId id,
        DeadLetterTopic of,
        Instant at,
        String reason,
        String detail,
        String key,
        String eventType,
        int bytes) {}
