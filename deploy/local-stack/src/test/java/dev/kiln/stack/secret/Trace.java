package dev.kiln.stack.secret;

/**
 * What a run left at a place that somebody may read.
 *
 * @param place for instance {@code log gateway-service.log} or {@code table dispatcher.public.task.input}
 */
public record Trace(String place, String text) {}
