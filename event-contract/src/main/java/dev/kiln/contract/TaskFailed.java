package dev.kiln.contract;

/**
 * A callback says that the task failed.
 *
 * @param code Kie's own code for the failure, as text
 * @param message Kie's own text, cut to 500 characters; nullable
 * @param credits what Kie says it charged; null where it named none that can be read
 * @param creditsUnreadable true where it named something that is no figure, and {@code credits} is null; otherwise null
 */
public record TaskFailed(
        String generationId,
        int attempt,
        String family,
        String taskId,
        String code,
        String message,
        Credits credits,
        Boolean creditsUnreadable)
        implements TaskEvent {

    public TaskFailed {
        Required.generationId(generationId);
        Required.atLeast("attempt", 1, attempt);
        Required.text("family", family);
        Required.text("taskId", taskId);
        Required.text("code", code);
        Required.shortText("message", message, 500);
        creditsUnreadable = Boolean.TRUE.equals(creditsUnreadable) ? true : null;
    }

    /** Where Kie named a figure, or none. */
    public TaskFailed(
            String generationId,
            int attempt,
            String family,
            String taskId,
            String code,
            String message,
            Credits credits) {
        this(generationId, attempt, family, taskId, code, message, credits, null);
    }
}
