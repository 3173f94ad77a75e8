package dev.kiln.dispatcher.restore;

import dev.kiln.dispatcher.stop.Hold;
import dev.kiln.dispatcher.task.RestoreTables;
import java.util.List;
import java.util.Map;

/**
 * Tells a database that is older than what was done, as after a restore: stored offsets move before the group's, and steps
 * are committed before they are said, so it is behind either only then. Such a replica may not work.
 */
public final class CheckDatabase {

    private final RestoreTables tables;
    private final History history;
    private final LastWords words;
    private final Hold hold;

    public CheckDatabase(RestoreTables tables, History history, Hold hold) {
        this.tables = tables;
        this.history = history;
        this.words = new LastWords(tables, history);
        this.hold = hold;
    }

    /**
     * Returns what was consumed and is missing, and holds or releases the replica by that and by what was said; words are
     * compared as long as it is held. Where nobody answers the hold stays as it is.
     */
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
        } else if (hold.stands()) {
            compareWords();
        }
        return gaps;
    }

    private void compareWords() {
        List<String> missing = words.missing();
        if (missing.isEmpty()) {
            hold.release();
        } else {
            hold.because("the database is older than what was said: " + missing.size()
                    + " of the last events of generation.submissions and generation.completions, " + missing.getFirst()
                    + " for one, tell of steps that are missing in it. Nothing is claimed; run ./kiln restore");
        }
    }
}
