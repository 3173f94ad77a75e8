package dev.kiln.stack.deadletter;

import java.util.List;
import java.util.Map;

/**
 * What stands in the dead letter topics.
 *
 * @param found the first of the letters that were asked for, as many as were asked for
 * @param counts all of them, held or not
 */
public record Survey(List<Found> found, Map<Kind, Long> counts) {
    /** @param resolution null while nothing was done about the letter */
    public record Found(Letter letter, Resolution resolution) {}

    /** What letters are counted by. */
    public record Kind(DeadLetterTopic of, String reason) {}

    public Survey {
        found = List.copyOf(found);
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    public boolean isCut() {
        return found.size() < total();
    }
}
