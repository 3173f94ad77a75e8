package dev.kiln.stack.bench.load;

import java.util.Map;

/**
 * What became of the generations.
 *
 * @param accepted requests answered 202
 * @param refused other answers, by status or kind of failure
 * @param succeeded completions of success, each generation once
 * @param otherwise completions of any other kind, each generation once
 * @param unexpected completions of what was not asked for, or was complete already
 * @param seconds from the first request to the last completion on the topic
 * @param answers how long the 202 took
 * @param completions from the request to its completion on the topic
 */
public record GenerationsResult(
        int accepted,
        Map<String, Long> refused,
        int succeeded,
        int otherwise,
        int unexpected,
        double seconds,
        Latencies answers,
        Latencies completions) {
    public double perSecond() {
        return succeeded / seconds;
    }
}
