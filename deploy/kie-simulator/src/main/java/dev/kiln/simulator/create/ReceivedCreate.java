package dev.kiln.simulator.create;

import dev.kiln.simulator.model.Family;

/**
 * A create as HTTP brought it.
 *
 * @param authorization the header; null if absent
 * @param filesBase where results of this task are served, without a slash at the end
 */
public record ReceivedCreate(Family family, String authorization, String body, String filesBase) {}
