package dev.kiln.callback.decode;

import dev.kiln.kiewire.ReportedCredits;
import java.util.List;

/**
 * What a callback says of its task. Sealed, so that a new way for a task to end is deliberate: each needs its own event.
 */
public sealed interface TaskReport {

    /** The task succeeded with these files, which may be none. */
    record Succeeded(String taskId, List<String> urls, ReportedCredits credits) implements TaskReport {}

    /**
     * The task failed.
     *
     * @param code Kie's own code as text
     * @param message Kie's own text, at most 500 characters; nullable
     */
    record Failed(String taskId, String code, String message, ReportedCredits credits) implements TaskReport {}

    /** The task is said not to have ended, though a callback is only sent when it has. */
    record NotEnded() implements TaskReport {}

    /** The body does not say what became of the task. */
    record Unreadable() implements TaskReport {}
}
