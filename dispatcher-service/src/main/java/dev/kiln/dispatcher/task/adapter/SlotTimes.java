package dev.kiln.dispatcher.task.adapter;

import java.time.Duration;

/**
 * How long a slot is taken.
 *
 * @param unanswered from the intent on, as long as no answer has come
 * @param answered from the answer on: Kie's window and a margin
 * @param sweep from the intent until its sender counts as lost
 */
public record SlotTimes(Duration unanswered, Duration answered, Duration sweep) {}
