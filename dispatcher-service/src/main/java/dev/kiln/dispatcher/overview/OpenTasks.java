package dev.kiln.dispatcher.overview;

import java.time.Instant;
import java.util.List;

/** Reads the tasks that have not ended. All calls block. */
public interface OpenTasks {

    /** The queued ones in the order in which they expire, the others in that of their submission. */
    List<OpenTask> page(OpenTaskQuery query, Instant now);

    /** One line for each state that has a task. */
    List<Count> summary();

    /** @param oldest when the oldest was accepted, where it is queued, else submitted */
    record Count(OpenState state, long tasks, Instant oldest) {}
}
