package dev.kiln.stack.deadletter;

import java.time.Instant;
import java.util.Locale;

/**
 * What was done about a letter.
 *
 * @param by who did it, by their own word
 * @param why null where nothing was said
 */
public record Resolution(LetterId letter, Action action, String by, Instant at, String why) {
    public enum Action {
        REPLAYED,
        DROPPED;

        /** As it is written and shown. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
