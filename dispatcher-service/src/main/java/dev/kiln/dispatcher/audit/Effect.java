package dev.kiln.dispatcher.audit;

import java.util.Locale;

/** What an operator's order did. */
public enum Effect {
    DONE,
    /** It was so already; asking twice is harmless. */
    REPEATED,
    /** There is no such thing to do it to. */
    UNKNOWN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
