package dev.kiln.dispatcher.restore;

import dev.kiln.dispatcher.stop.Hold;
import dev.kiln.dispatcher.task.RestoreTables;
import java.util.List;
import java.util.Map;

/**
 * Tells a database that is older than what was consumed, as after a restore: stored offsets move before the group's, so
 * they are behind only then. Such a replica may not work.
 */
public final class CheckOffsets {

    private final RestoreTables tables;
    private final History history;
    private final Hold hold;

    public CheckOffsets(RestoreTables tables, History history, Hold hold) {
        this.tables = tables;
        this.history = history;
        this.hold = hold;
    }

    /** Returns what is missing, and holds or releases the replica by it. Where nobody answers the hold stays as it is. */
    public List<Gap> check() {
        Map<Integer, Long> committed = history.committed();
        Map<Integer, Long> stored = tables.nextOffsets();
        List<Gap> gaps = committed.entrySet().stream()
                .map(entry -> new Gap(entry.getKey(), stored.getOrDefault(entry.getKey(), 0L), entry.getValue()))
                .filter(gap -> gap.requests() > 0)
                .toList();
        if (!gaps.isEmpty()) {
            long missing = gaps.stream().mapToLong(Gap::requests).sum();
            hold.because("the database is older than what was consumed: " + missing
                    + " records of generation.requests are missing in it. Nothing is claimed; run ./kiln restore");
        } else if (tables.underWay()) {
            hold.because("a restore has begun and not come to its end. Nothing is claimed; run ./kiln restore");
        } else {
            hold.release();
        }
        return gaps;
    }
}
