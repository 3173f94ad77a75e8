package dev.kiln.dispatcher.task.adapter;

import java.time.Duration;

/**
 * What bounds the creates of an account.
 *
 * @param unanswered how long a slot is taken from the intent on, as long as no answer has come
 * @param answered how long it is taken from the answer on: Kie's window and a margin
 * @param sweep from the intent until its sender counts as lost
 * @param runningTasks how many tasks an account may have at Kie at a time, doubtful ones included; claims that meet may
 *     go beyond by their number
 * @param balanceCounts how old a balance may be to be gone by
 */
public record SubmitLimits(
        Duration unanswered, Duration answered, Duration sweep, int runningTasks, Duration balanceCounts) {}
