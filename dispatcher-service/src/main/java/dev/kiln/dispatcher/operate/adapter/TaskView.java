package dev.kiln.dispatcher.operate.adapter;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Credits;
import dev.kiln.dispatcher.overview.OpenState;
import dev.kiln.dispatcher.overview.OpenTask;
import java.time.Duration;
import java.time.Instant;

/**
 * A task as operators see it.
 *
 * @param ageSeconds since it was accepted where it is queued, else since it was submitted
 */
record TaskView(
        String generationId,
        String tenantId,
        String model,
        String state,
        int attempt,
        String account,
        String taskId,
        Cause cause,
        long ageSeconds,
        Instant acceptedAt,
        Instant submittedAt,
        Instant dueAt,
        Instant expiresAt,
        boolean cancelRequested,
        Credits hold) {

    static TaskView of(OpenTask task, Instant now) {
        Instant since = task.state() == OpenState.QUEUED ? task.acceptedAt() : task.submittedAt();
        return new TaskView(
                task.generationId(),
                task.tenantId(),
                task.model(),
                task.state().wireName(),
                task.attempt(),
                task.account(),
                task.taskId(),
                task.cause(),
                Duration.between(since, now).toSeconds(),
                task.acceptedAt(),
                task.submittedAt(),
                task.dueAt(),
                task.expiresAt(),
                task.cancelRequested(),
                task.hold());
    }
}
