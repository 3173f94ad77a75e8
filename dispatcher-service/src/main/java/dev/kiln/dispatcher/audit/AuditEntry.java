package dev.kiln.dispatcher.audit;

import java.time.Instant;

/**
 * One thing that an operator did or was refused.
 *
 * @param operator the name that the key belongs to, never the key
 * @param target what it was done to, such as {@code account/main}
 * @param reason the operator's own words
 * @param detail what more there is to know; null where there is nothing, never a secret or a prompt
 */
public record AuditEntry(
        Instant at, String operator, String action, String target, String reason, String outcome, String detail) {}
