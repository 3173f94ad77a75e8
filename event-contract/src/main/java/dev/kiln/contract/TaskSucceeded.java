package dev.kiln.contract;

import java.util.List;

/**
 * A callback says that the task succeeded.
 *
 * @param urls the result files as Kie listed them; may be empty
 * @param credits what Kie says it charged; null where it named none that can be read
 * @param creditsUnreadable true where it named something that is no figure, and {@code credits} is null; otherwise null
 */
public record TaskSucceeded(
        String generationId,
        int attempt,
        String family,
        String taskId,
        List<String> urls,
        Credits credits,
        Boolean creditsUnreadable)
        implements TaskEvent {

    public TaskSucceeded {
        Required.generationId(generationId);
        Required.atLeast("attempt", 1, attempt);
        Required.text("family", family);
        Required.text("taskId", taskId);
        urls = Required.copied(urls);
        creditsUnreadable = Boolean.TRUE.equals(creditsUnreadable) ? true : null;
    }

    /** Where Kie named a figure, or none. */
    public TaskSucceeded(
            String generationId, int attempt, String family, String taskId, List<String> urls, Credits credits) {
        this(generationId, attempt, family, taskId, urls, credits, null);
    }
}
