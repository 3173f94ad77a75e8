package dev.kiln.stack.bench.load;

/**
 * Generations to be asked for and awaited on the topic of completions.
 *
 * @param body of every request
 * @param inFlight accepted and not completed at a time, at most
 * @param stallMillis without any completion, after which the rest is given up
 */
public record GenerationsPlan(
        String gateway,
        String apiKey,
        String body,
        String bootstrapServers,
        String completions,
        int count,
        int connections,
        int inFlight,
        long stallMillis) {
    /** Not the key. */
    @Override
    public String toString() {
        return count + " generations at " + gateway;
    }
}
