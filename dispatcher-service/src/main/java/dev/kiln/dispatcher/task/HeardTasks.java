package dev.kiln.dispatcher.task;

import java.time.Instant;

/**
 * The further tasks that callbacks have named, on the address of the attempt: that Kie ran such a task for it, a record that
 * shows no callback cannot tell. All calls block.
 */
public interface HeardTasks {

    /** Keeps the first few of a generation; again changes nothing. */
    void hear(Heard task, Instant at);

    boolean isHeard(Heard task);

    /** @param taskId as the callback's body has it */
    record Heard(String generationId, int attempt, String taskId) {}
}
