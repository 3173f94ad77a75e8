package dev.kiln.dispatcher.intake;

import dev.kiln.dispatcher.task.EarlyCancellations;
import dev.kiln.dispatcher.task.EarlyCancellations.Early;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Submitted;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.task.Transition;
import dev.kiln.dispatcher.task.UnreadableRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A tenant no longer wants a generation: what waits ends at once, what may exist at Kie ends as canceled when it ends, and
 * what is not known yet is canceled when it comes.
 */
public final class CancelGeneration {

    /** As long as the topic keeps requests. */
    private static final Duration REMEMBERED = Duration.ofDays(14);

    /**
     * What comes later is canceled as it is stored. Only what is stored while its cancellation is being remembered is overtaken,
     * and that takes seconds.
     */
    private static final Duration OVERTAKEN_WITHIN = Duration.ofHours(1);

    private static final int AT_A_TIME = 100;

    private final Tasks tasks;
    private final EarlyCancellations early;
    private final Clock clock;
    private final Consumer<UnreadableRow> unreadable;

    /** Tells {@code unreadable} of tasks that had to be passed over. */
    public CancelGeneration(Tasks tasks, EarlyCancellations early, Clock clock, Consumer<UnreadableRow> unreadable) {
        this.tasks = tasks;
        this.early = early;
        this.clock = clock;
        this.unreadable = unreadable;
    }

    /** False where the generation is another tenant's. */
    public boolean cancel(String tenantId, String generationId) {
        Optional<Task> task =
                tasks.change(generationId, known -> step(tenantId, known)).before();
        if (task.isEmpty()) {
            remember(tenantId, generationId);
        }
        return task.isEmpty() || isOf(tenantId, task.get());
    }

    /** Cancels it when it comes; of no effect on what is there already, until {@link #catchUp}. */
    void remember(String tenantId, String generationId) {
        early.remember(new Early(tenantId, generationId), clock.instant());
    }

    /** Cancels what came while its cancellation was being remembered; returns how many. */
    public int catchUp() {
        Instant now = clock.instant();
        int canceled = 0;
        for (Early overtaken : early.overtaken(now.minus(OVERTAKEN_WITHIN), AT_A_TIME)) {
            canceled += catchUp(overtaken) ? 1 : 0;
        }
        early.forgetBefore(now.minus(REMEMBERED));
        return canceled;
    }

    /** One task that cannot be read must not keep the others from being canceled. */
    private boolean catchUp(Early overtaken) {
        try {
            tasks.change(overtaken.generationId(), known -> step(overtaken.tenantId(), known));
            early.forget(overtaken);
            return true;
        } catch (UnreadableRow e) {
            unreadable.accept(e);
            return false;
        }
    }

    private Optional<Transition> step(String tenantId, Task task) {
        if (!isOf(tenantId, task) || task.cancelRequested()) {
            return Optional.empty();
        }
        return switch (task) {
            case Queued queued -> Optional.of(queued.cancel(clock.instant()));
            case Submitted submitted -> Optional.of(submitted.withCancelRequested());
            case Finished finished -> Optional.empty();
        };
    }

    private static boolean isOf(String tenantId, Task task) {
        return task.generation().tenantId().equals(tenantId);
    }
}
