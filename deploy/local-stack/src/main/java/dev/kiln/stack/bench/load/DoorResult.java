package dev.kiln.stack.bench.load;

import java.util.Map;

/**
 * What a door gave.
 *
 * @param good answers with the status that counts
 * @param others answers by another status, or by the kind of the failure
 * @param latencies of the good answers
 */
public record DoorResult(long good, Map<String, Long> others, double seconds, Latencies latencies) {
    public double perSecond() {
        return good / seconds;
    }
}
