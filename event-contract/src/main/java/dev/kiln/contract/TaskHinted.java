package dev.kiln.contract;

/**
 * A callback came to the right address and cannot be believed: a reason to read the task's record, no more.
 *
 * @param taskId null where the body named none that can be read
 * @param reason one of {@link Reason} or a later one: an open list
 */
public record TaskHinted(String generationId, int attempt, String family, String taskId, String reason)
        implements TaskEvent {

    public TaskHinted {
        Required.generationId(generationId);
        Required.atLeast("attempt", 1, attempt);
        Required.text("family", family);
        Required.text("reason", reason);
    }
}
