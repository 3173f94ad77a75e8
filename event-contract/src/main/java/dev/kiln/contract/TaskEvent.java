package dev.kiln.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** What a callback said of a task, told by callback-service alone. Internal: the dispatcher reads it. */
public sealed interface TaskEvent extends KilnEvent permits TaskSucceeded, TaskFailed, TaskHinted {

    /** From the callback's URL, as {@link #attempt()} and {@link #family()} are. */
    String generationId();

    int attempt();

    /** The wire family: {@code jobs}, {@code veo} or {@code flux-kontext}. */
    String family();

    /** Kie's, from the callback's body; null only in a hint. */
    String taskId();

    @Override
    @JsonIgnore
    default String key() {
        return generationId();
    }
}
