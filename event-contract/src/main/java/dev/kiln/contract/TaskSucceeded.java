package dev.kiln.contract;

import java.util.List;

/**
 * A callback says that the task succeeded.
 *
 * @param urls the result files as Kie listed them; may be empty
 * @param credits what Kie says it charged; null where it named none that can be read
 */
public record TaskSucceeded(
        String generationId, int attempt, String family, String taskId, List<String> urls, Credits credits)
        implements TaskEvent {

    public TaskSucceeded {
        Required.generationId(generationId);
        Required.atLeast("attempt", 1, attempt);
        Required.text("family", family);
        Required.text("taskId", taskId);
        urls = Required.copied(urls);
    }
}
