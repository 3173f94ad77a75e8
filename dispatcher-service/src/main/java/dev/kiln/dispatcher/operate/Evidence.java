package dev.kiln.dispatcher.operate;

import dev.kiln.dispatcher.kie.TaskRecord;
import java.time.Instant;
import java.util.Optional;

/** What Kie's record says of an operator's claim. Sealed because only a proof may settle anything. */
sealed interface Evidence {

    /**
     * The record is there, and nothing in it speaks against the task.
     *
     * @param account the one that the record is of
     * @param tied whether the attempt's own callback, which no other create was given, is in the record or has named the task
     * @param createdAt when Kie created the task, where it tells
     */
    record Proof(TaskRecord record, String account, boolean tied, Optional<Instant> createdAt) implements Evidence {

        Proof tiedToo() {
            return new Proof(record, account, true, createdAt);
        }
    }

    record Contradiction(String detail) implements Evidence {}

    /** Nothing could be learned. */
    record Unread(String detail) implements Evidence {}

    /** What there is, or that nothing was asked. */
    static Evidence read(Optional<Evidence> shown) {
        return shown.orElseGet(() -> new Unread("it changed meanwhile; repeat the verdict"));
    }
}
