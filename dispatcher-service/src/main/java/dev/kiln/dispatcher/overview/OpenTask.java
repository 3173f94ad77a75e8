package dev.kiln.dispatcher.overview;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Credits;
import java.time.Instant;

/**
 * A task that has not ended, without what its tenant wrote. What does not apply is null.
 *
 * @param attempt 0 before the first
 * @param cause why it is in doubt
 * @param dueAt when its next step is due: attempt, sweep, poll or parking
 */
public record OpenTask(
        String generationId,
        String tenantId,
        String model,
        OpenState state,
        int attempt,
        String account,
        String taskId,
        Cause cause,
        Instant acceptedAt,
        Instant submittedAt,
        Instant dueAt,
        Instant expiresAt,
        boolean cancelRequested,
        Credits hold) {

    public Position position() {
        return new Position(state == OpenState.QUEUED ? expiresAt : submittedAt, generationId);
    }
}
