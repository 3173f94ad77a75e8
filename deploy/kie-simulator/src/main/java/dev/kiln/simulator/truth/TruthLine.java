package dev.kiln.simulator.truth;

import java.time.Instant;

/** An entry with its place and time; places begin at 1 and have no gaps. */
public record TruthLine(long seq, Instant at, TruthEntry entry) {}
