package dev.kiln.simulator.fault;

/** What happens to the callback of a task; several on one task add up, in this order. */
public enum CallbackFault implements Fault {
    /** Its body tells another result and other credits, under a genuine signature, for the body is not signed. */
    CHANGED("callback-changed"),
    UNSIGNED("callback-unsigned"),
    BAD_SIGNATURE("callback-bad-signature"),
    /** Signed for a time long past. */
    STALE("callback-stale"),
    TWICE("callback-twice"),
    /** Before it a forged one: a changed body under a wrong signature. */
    FORGED("callback-forged"),
    /** Before it one that tells the opposite end, as a success after a failure. */
    WRONG_FIRST("callback-wrong-first"),
    /** After it one that tells the opposite end: two terminal callbacks, the last one wrong. */
    WRONG_LAST("callback-wrong-last"),
    LATE("callback-late"),
    /** The task ends at once and its callback is sent before the create is answered. */
    EARLY("callback-early"),
    LOST("callback-lost");

    private final String marker;

    CallbackFault(String marker) {
        this.marker = marker;
    }

    @Override
    public String marker() {
        return marker;
    }
}
