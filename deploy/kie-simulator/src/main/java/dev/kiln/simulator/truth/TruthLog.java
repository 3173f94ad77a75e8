package dev.kiln.simulator.truth;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/** What truly happened, in order; append-only, the oldest lines fall out beyond the maximum. Thread-safe. */
public final class TruthLog {

    private final Clock clock;
    private final int max;
    private final Consumer<TruthLine> copy;
    private final ArrayDeque<TruthLine> lines = new ArrayDeque<>();
    private long last;

    /** @param copy is given every line in order, for a file */
    public TruthLog(Clock clock, int max, Consumer<TruthLine> copy) {
        this.clock = clock;
        this.max = max;
        this.copy = copy;
    }

    /** Returns its place. */
    public synchronized long add(TruthEntry entry) {
        TruthLine line = new TruthLine(++last, clock.instant(), entry);
        lines.addLast(line);
        if (lines.size() > max) {
            lines.removeFirst();
        }
        copy.accept(line);
        return line.seq();
    }

    /**
     * Up to {@code limit} lines after that place.
     *
     * @throws LinesGone if some of them have fallen out
     */
    public synchronized List<TruthLine> after(long seq, int limit) {
        long gone = last - lines.size();
        if (seq < gone) {
            throw new LinesGone(gone);
        }
        return lines.stream().skip(seq - gone).limit(limit).toList();
    }

    /** The asked lines are no longer held. */
    public static final class LinesGone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LinesGone(long gone) {
            super("lines up to " + gone
                    + " have fallen out of the log: raise kie-simulator.truth-max or read its file");
        }
    }
}
