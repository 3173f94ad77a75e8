package dev.kiln.dispatcher.intake;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;

/**
 * An event that could not be taken.
 *
 * @param reason one of {@link dev.kiln.contract.Reason}
 * @param detail for operators; quotes nothing of the event
 */
public record Rejection(Envelope envelope, String reason, String detail) {

    /** A defect here: other events must not wait until it is mended. */
    static Rejection notHandled(Envelope envelope, RuntimeException defect) {
        return new Rejection(envelope, Reason.NOT_HANDLED, defect.getClass().getSimpleName());
    }

    static Rejection unstorable(Envelope envelope) {
        return new Rejection(envelope, Reason.UNREADABLE, "a value is outside what the database can hold");
    }
}
