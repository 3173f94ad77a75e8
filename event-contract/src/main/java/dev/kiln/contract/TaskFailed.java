package dev.kiln.contract;

/**
 * A callback says that the task failed.
 *
 * @param code Kie's own code for the failure, as text
 * @param message Kie's own text, cut to 500 characters; nullable
 * @param credits what Kie says it charged; null where it named none that can be read
 */
public record TaskFailed(
        String generationId, int attempt, String family, String taskId, String code, String message, Credits credits)
        implements TaskEvent {

    public TaskFailed {
        Required.generationId(generationId);
        Required.atLeast("attempt", 1, attempt);
        Required.text("family", family);
        Required.text("taskId", taskId);
        Required.text("code", code);
        Required.shortText("message", message, 500);
    }
}
