package dev.kiln.simulator.media;

import java.time.Duration;

/**
 * How long files are there.
 *
 * @param keep results, after the end of their task
 * @param keepOrigin Flux's originals
 * @param linkKeep a download link
 */
public record FileRules(Duration keep, Duration keepOrigin, Duration linkKeep) {}
