package dev.kiln.dispatcher.intake;

import dev.kiln.contract.Envelope;

/**
 * An event that could not be taken.
 *
 * @param reason one of {@link dev.kiln.contract.Reason}
 * @param detail for operators; quotes nothing of the event
 */
public record Rejection(Envelope envelope, String reason, String detail) {}
