package dev.kiln.stack.chaos;

import dev.kiln.stack.guarantee.RateKept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A report for people. */
public final class ChaosText {
    private static final int MOST_LINES = 20;

    private ChaosText() {}

    public static String of(ChaosReport report) {
        var lines = new ArrayList<String>();
        var counts = report.counts();
        var rate = report.rate();
        var size = report.size();
        lines.add("Chaos: %,d requests accepted, seeds %s, %d s"
                .formatted(counts.accepted(), report.seeds(), report.length().toSeconds()));
        lines.add(
                ("Conditions: %d accounts of %d creates in %s (Kie's own: 20 in 10 s), answers awaited %s, a silent sender"
                                + " given up after %s, a doubt parked after %s, late callbacks %s late; %s")
                        .formatted(
                                size.accounts(),
                                size.limit(),
                                text(size.window()),
                                text(size.answer()),
                                text(size.unanswered()),
                                text(size.doubt()),
                                text(size.late()),
                                size.dispatchers() == 1 ? "one dispatcher" : size.dispatchers() + " dispatchers"));
        lines.add("Faults");
        report.faults().forEach((kind, count) -> lines.add("  %5d  %s".formatted(count, kind)));
        lines.add("Guarantees: " + (report.isClean() ? "all six kept" : "broken"));
        report.breaches().forEach((guarantee, breaches) -> {
            lines.add("  " + guarantee + ": " + breaches.size());
            breaches.stream().limit(MOST_LINES).map(line -> "    " + line).forEach(lines::add);
        });
        if (report.isClean()) {
            lines.add("  of %,d requests none broke one: one in %,d at most does (95 %% sure, 3/n)"
                    .formatted(counts.accepted(), counts.accepted() / 3));
        }
        lines.add(
                ("Ended %,d, parked %d (no callback was taken of any: %d whose create got no clear answer; %d never sent and"
                                + " %d answered, whose sender was lost before it could say so); requests repeated %d")
                        .formatted(
                                counts.ended(),
                                counts.parked(),
                                counts.unanswered(),
                                counts.unsent(),
                                counts.parked() - counts.unanswered() - counts.unsent(),
                                counts.repeated()));
        lines.add("In doubt %d; of %d of them a callback was taken, and %d of these have ended (%s)"
                .formatted(
                        counts.doubts(),
                        counts.calledBack(),
                        counts.settled(),
                        counts.calledBack() == 0
                                ? "no case"
                                : "%.0f %%".formatted(100.0 * counts.settled() / counts.calledBack())));
        lines.add("Creates %,d; largest window %d of %d; used of the limit, outages included: %.0f %%"
                .formatted(rate.creates(), rate.largest(), size.limit(), 100 * rate.used()));
        lines.add("Reads of records: largest second %d of %d".formatted(rate.largestReads(), RateKept.READS));
        lines.add("Back without a hand (median, longest): service "
                + times(report.recoveries().services())
                + (size.faults().alone() == 0
                        ? ""
                        : " (killed one at a time, after the faults: "
                                + times(report.recoveries().alone()) + ")")
                + "; all services after the broker's return "
                + times(report.recoveries().broker()) + ", after PostgreSQL's "
                + times(report.recoveries().database()));
        return String.join("\n", lines);
    }

    private static String times(List<Duration> times) {
        if (times.isEmpty()) {
            return "never away";
        }
        var sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return text(sorted.get(sorted.size() / 2)) + ", " + text(sorted.getLast());
    }

    private static String text(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }
}
