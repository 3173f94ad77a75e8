package dev.kiln.dispatcher.kie;

import dev.kiln.contract.Cause;

/** What a read of a task's record brought. Sealed because only one of these may end a generation. */
public sealed interface TaskRecord {

    /** Not at its end, or in a state that Kiln does not know. */
    record Pending() implements TaskRecord {}

    /** Kie knows no such task, or not yet: seen for seconds after a create, too. */
    record Absent() implements TaskRecord {}

    record Finished(TaskResult result) implements TaskRecord {}

    /** An answer that says nothing about the task: read again later. */
    record Unreadable(Cause cause) implements TaskRecord {}

    /** No whole answer came, so whether Kie has counted the read is not known either. */
    record Unanswered(Cause cause) implements TaskRecord {}

    /** Kie refuses the account's key. */
    record AccountStopped(Cause cause) implements TaskRecord {}
}
