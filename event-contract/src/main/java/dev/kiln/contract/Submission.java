package dev.kiln.contract;

import java.time.Instant;

/**
 * One attempt at creating a task.
 *
 * @param attempt 1 for the first; the next exists only after this one is proven not created
 * @param account the Kie account that it was made with
 * @param taskId Kie's, opaque; null as long as it is not known
 * @param submittedAt when the intent was recorded
 */
public record Submission(int attempt, String account, String taskId, Instant submittedAt) {

    public Submission {
        Required.atLeast("attempt", 1, attempt);
        Required.text("account", account);
        Required.present("submittedAt", submittedAt);
    }
}
