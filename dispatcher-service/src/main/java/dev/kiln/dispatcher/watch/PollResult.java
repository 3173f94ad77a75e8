package dev.kiln.dispatcher.watch;

import dev.kiln.dispatcher.kie.TaskRecord;

/** What reading a record came to. */
public enum PollResult {
    FINISHED,
    PENDING,
    /** Kie knows no such task, or not yet: records show up some seconds after the create. */
    ABSENT,
    UNREADABLE,
    /** A hint named the task, and it has no record, or that of another create. */
    CONTRADICTED,
    /** Kie refused the account. */
    REFUSED,
    /** The account's budget of reads is used up for this second. */
    NO_SLOT;

    static PollResult of(TaskRecord record) {
        return switch (record) {
            case TaskRecord.Finished finished -> FINISHED;
            case TaskRecord.Pending pending -> PENDING;
            case TaskRecord.Absent absent -> ABSENT;
            case TaskRecord.Unreadable unreadable -> UNREADABLE;
            case TaskRecord.Unanswered unanswered -> UNREADABLE;
            case TaskRecord.AccountStopped stopped -> REFUSED;
        };
    }
}
