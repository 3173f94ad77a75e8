package dev.kiln.stack.deadletter;

import dev.kiln.stack.deadletter.Resolution.Action;
import java.time.Clock;
import java.util.Collection;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Replays or drops letters, each at most once, in the order in which they stand. What was done is written after it was
 * done: whoever is interrupted between the two finds the letter listed still and may replay it again, which consumers
 * ignore as they ignore every event that comes twice.
 */
public final class ResolveLetters {
    private final Letters letters;
    private final Clock clock;
    private final Consumer<Outcome> told;

    /** @param told each outcome as it is reached */
    public ResolveLetters(Letters letters, Clock clock, Consumer<Outcome> told) {
        this.letters = letters;
        this.clock = clock;
        this.told = told;
    }

    /** Sealed, so that every ending is counted and told. */
    public sealed interface Outcome {
        LetterId id();

        /** @param where it stands in its topic again; null for a drop */
        record Done(LetterId id, Action action, String where) implements Outcome {}

        record Skipped(LetterId id, String why) implements Outcome {}
    }

    /**
     * Returns how many were left out.
     *
     * @param again whether a letter that something was done about is taken once more
     */
    public int replay(Collection<LetterId> ids, String by, String why, boolean again) {
        return each(ids, Action.REPLAYED, by, why, again);
    }

    /** Returns how many were left out. */
    public int drop(Collection<LetterId> ids, String by, String why) {
        return each(ids, Action.DROPPED, by, why, false);
    }

    private int each(Collection<LetterId> ids, Action action, String by, String why, boolean again) {
        var inOrder = new TreeSet<>(ids);
        var earlier = letters.resolutions(inOrder);
        var skipped = 0;
        for (var id : inOrder) {
            var outcome = earlier.containsKey(id) && !again
                    ? new Outcome.Skipped(id, alreadyDone(earlier.get(id), action))
                    : resolve(id, action, by, why);
            told.accept(outcome);
            skipped += outcome instanceof Outcome.Skipped ? 1 : 0;
        }
        return skipped;
    }

    private Outcome resolve(LetterId id, Action action, String by, String why) {
        var found = letters.find(id);
        if (found.isEmpty()) {
            return new Outcome.Skipped(id, "no letter stands there, or no longer");
        }
        String where = null;
        if (action == Action.REPLAYED) {
            var obstacle = obstacle(found.get());
            if (obstacle != null) {
                return new Outcome.Skipped(id, obstacle);
            }
            where = letters.publish(found.get());
        }
        letters.record(new Resolution(id, action, by, clock.instant(), why));
        return new Outcome.Done(id, action, where);
    }

    private static String obstacle(WholeLetter whole) {
        var source = whole.letter().of().source();
        if (source.compacted()) {
            return source.baseName() + " keeps the last record of a key alone, and an old one would take its place:"
                    + " have " + source.writer() + " write it anew";
        }
        return whole.value() == null ? "its body is not in the letter: it was too large, or there was none" : null;
    }

    private static String alreadyDone(Resolution done, Action wanted) {
        var text = "already " + done.action().word() + " by " + SafeText.of(done.by(), 60) + " at " + done.at();
        return wanted == Action.REPLAYED ? text + "; --again replays it once more" : text;
    }
}
