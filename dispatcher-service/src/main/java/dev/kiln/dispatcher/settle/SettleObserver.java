package dev.kiln.dispatcher.settle;

import dev.kiln.dispatcher.task.Finished;

/** Told of every task that Kie's word has ended or corrected, for metrics. */
public interface SettleObserver {

    /** Whose word it was. */
    enum Source {
        CALLBACK,
        RECORD
    }

    void ended(Finished task, Source source);

    /**
     * A callback is about another task than the generation's own, or about an attempt that was proven to have created none:
     * Kie may have billed two.
     */
    void another(String generationId, int attempt, String taskId);

    /** What was said of it before was wrong. */
    void corrected(Finished task, Source source);
}
