package dev.kiln.dispatcher.kie;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Failure;

/**
 * What became of one create. Sealed because each outcome decides about paying twice: a new one must be thought through at
 * every place that acts on them.
 */
public sealed interface CreateOutcome {

    /** Kie made a task. The id is opaque. */
    record Created(String taskId) implements CreateOutcome {}

    /** Proven: not one byte reached Kie. */
    record NotSent(Cause cause) implements CreateOutcome {}

    /** The request's fault; nothing was created. */
    record Refused(Failure failure) implements CreateOutcome {}

    /** The account's fault; nothing was created, and no create of this account would be. */
    record AccountStopped(Cause cause) implements CreateOutcome {}

    /** Kie has switched the model off; nothing was created. */
    record ModelPaused(Cause cause) implements CreateOutcome {}

    /** Nothing was created; the reason is RATE_LIMITED or MAINTENANCE. */
    record TryLater(Cause cause) implements CreateOutcome {}

    /**
     * A task may exist. Never to be sent again.
     *
     * @param taskId named by an answer that otherwise speaks of an error: its record will tell; usually null
     */
    record InDoubt(Cause cause, String taskId) implements CreateOutcome {

        public InDoubt(Cause cause) {
            this(cause, null);
        }
    }
}
