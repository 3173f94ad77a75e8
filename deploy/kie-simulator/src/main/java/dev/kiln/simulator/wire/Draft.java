package dev.kiln.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A create as it was read, nothing checked yet.
 *
 * @param model null if absent
 * @param callbackUrl null if absent
 * @param prompt empty if absent
 */
public record Draft(String model, ObjectNode input, String callbackUrl, String prompt) {}
