package dev.kiln.dispatcher.submit;

import dev.kiln.dispatcher.task.Change;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.task.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tasks of which each change may fail first. */
record FailingTasks(Tasks tasks, Runnable failure) implements Tasks {

    @Override
    public Change change(String generationId, Function<Task, Optional<Transition>> change) {
        failure.run();
        return tasks.change(generationId, change);
    }

    @Override
    public boolean isOfAnother(String taskId, String generationId) {
        return tasks.isOfAnother(taskId, generationId);
    }

    @Override
    public List<String> unreported(Instant now, int limit) {
        return tasks.unreported(now, limit);
    }

    @Override
    public List<String> unsettled(Instant now, int limit) {
        return tasks.unsettled(now, limit);
    }

    @Override
    public List<String> expired(Instant now, int limit) {
        return tasks.expired(now, limit);
    }

    @Override
    public List<Task> takeDueForPoll(Instant now, Instant leaseUntil, int limit) {
        return tasks.takeDueForPoll(now, leaseUntil, limit);
    }

    @Override
    public List<Task> takeDueForConfirmation(Instant now, Instant leaseUntil, int limit) {
        return tasks.takeDueForConfirmation(now, leaseUntil, limit);
    }

    @Override
    public int forgetEndedBefore(Instant time, int limit) {
        return tasks.forgetEndedBefore(time, limit);
    }
}
