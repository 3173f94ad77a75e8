package dev.kiln.dispatcher.operate;

import dev.kiln.dispatcher.kie.TaskRecord;

/** What Kie's record says of an operator's claim. Sealed because only a proof may settle anything. */
sealed interface Evidence {

    /** The record is there, and nothing in it speaks against the task. */
    record Proof(TaskRecord record) implements Evidence {}

    record Contradiction(String detail) implements Evidence {}

    /** Nothing could be learned. */
    record Unread(String detail) implements Evidence {}
}
