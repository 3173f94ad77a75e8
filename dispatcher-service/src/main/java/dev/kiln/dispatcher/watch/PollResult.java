package dev.kiln.dispatcher.watch;

/** What reading a record came to. */
public enum PollResult {
    FINISHED,
    PENDING,
    /** Kie knows no such task, or not yet: records show up some seconds after the create. */
    ABSENT,
    UNREADABLE,
    /** Kie refused the account. */
    REFUSED,
    /** The account's budget of reads is used up for this second. */
    NO_SLOT
}
