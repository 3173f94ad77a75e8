package dev.kiln.gateway.accept;

/** What is known of an append. */
public enum Appending {
    /** All replicas in sync have it. */
    ACKNOWLEDGED,
    /** It certainly was not written and will not be. */
    NOT_SENT,
    /** It may have been written, or may still be, within the producer's delivery timeout. */
    UNKNOWN
}
