package dev.kiln.dispatcher.operate;

import dev.kiln.contract.Credits;

/**
 * An operator's word on an attempt of which nobody else knows what Kie created, or charged. It names the attempt, so that
 * a verdict that is repeated late never meets the next one. Sealed because each is proven in its own way.
 */
public sealed interface Verdict {

    int attempt();

    /**
     * Kie has this task for it; its record is asked before it is believed.
     *
     * @param account that the record is read with; null for the attempt's own
     */
    record Created(int attempt, String taskId, String account) implements Verdict {}

    /** The operator has proof that nothing was created and will not be: the next attempt may pay. */
    record NotCreated(int attempt) implements Verdict {}

    /** What the attempt's task was charged, where what Kie named cannot be believed. */
    record Charged(int attempt, Credits credits) implements Verdict {}

    /** Kie made this task of it besides the generation's own; its record, read with this account, says what it took. */
    record SecondTask(int attempt, String taskId, String account) implements Verdict {}
}
