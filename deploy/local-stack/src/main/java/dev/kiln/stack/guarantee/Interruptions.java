package dev.kiln.stack.guarantee;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * When what a sender knew can have been lost with it. The judge does not know which sender an intent was of: any one's end
 * counts.
 *
 * @param senders each from when one was last known to work until it was dead, or until one that stood still went on
 * @param database each from when nothing could be recorded until what had waited for it was
 */
public record Interruptions(List<Span> senders, List<Span> database) {
    /** On a busy machine, where the database is there. */
    private static final Duration RECORDED_WITHIN = Duration.ofSeconds(3);

    public Interruptions {
        senders = List.copyOf(senders);
        database = database.stream().sorted(Comparator.comparing(Span::from)).toList();
    }

    public static Interruptions none() {
        return ofSenders(List.of());
    }

    public static Interruptions ofSenders(List<Span> senders) {
        return new Interruptions(senders, List.of());
    }

    /** Whether a sender was lost between its intent and the record of what it knew then, which may wait for the database. */
    boolean lost(Instant intent, Instant known) {
        return meet(new Span(intent, recorded(intent, known)));
    }

    /** Whether a sender was lost in that time. */
    private boolean meet(Span span) {
        return senders.stream().anyMatch(span::meets);
    }

    /** Whether the record came late, or never. */
    boolean late(Instant intent, Instant known) {
        return recorded(intent, known).isAfter(known.plus(RECORDED_WITHIN)) || lost(intent, known);
    }

    private Instant recorded(Instant intent, Instant known) {
        var recorded = known.plus(RECORDED_WITHIN);
        for (var away : database) {
            if (away.meets(new Span(intent, recorded)) && away.until().isAfter(recorded)) {
                recorded = away.until();
            }
        }
        return recorded;
    }
}
