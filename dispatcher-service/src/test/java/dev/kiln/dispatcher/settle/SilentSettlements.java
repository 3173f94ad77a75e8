package dev.kiln.dispatcher.settle;

import dev.kiln.dispatcher.task.Finished;

/** For tests that are not about metrics. */
public final class SilentSettlements implements SettleObserver {

    @Override
    public void ended(Finished task, Source source) {}

    @Override
    public void another(String generationId, int attempt, String taskId) {}

    @Override
    public void corrected(Finished task, Source source) {}
}
