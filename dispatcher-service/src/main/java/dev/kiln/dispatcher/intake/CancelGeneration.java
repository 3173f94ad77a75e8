package dev.kiln.dispatcher.intake;

import dev.kiln.dispatcher.task.Change;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Submitted;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.task.Transition;
import java.time.Clock;
import java.util.Optional;

/** A tenant no longer wants a generation: what waits ends at once, what may exist at Kie ends as canceled when it ends. */
public final class CancelGeneration {

    private final Tasks tasks;
    private final Clock clock;

    public CancelGeneration(Tasks tasks, Clock clock) {
        this.tasks = tasks;
        this.clock = clock;
    }

    /** False where there is no such generation of the tenant. */
    public boolean cancel(String tenantId, String generationId) {
        Change change = tasks.change(generationId, task -> cancel(tenantId, task));
        return change.before()
                .filter(task -> task.generation().tenantId().equals(tenantId))
                .isPresent();
    }

    private Optional<Transition> cancel(String tenantId, Task task) {
        if (!task.generation().tenantId().equals(tenantId) || task.cancelRequested()) {
            return Optional.empty();
        }
        return switch (task) {
            case Queued queued -> Optional.of(queued.cancel(clock.instant()));
            case Submitted submitted -> Optional.of(submitted.withCancelRequested());
            case Finished finished -> Optional.empty();
        };
    }
}
