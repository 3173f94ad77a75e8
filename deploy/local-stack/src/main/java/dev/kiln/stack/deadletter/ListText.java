package dev.kiln.stack.deadletter;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A survey for people: how many for each reason, then the letters. */
public final class ListText {
    private static final String COUNT = "%8d  %-24s %-12s %s";
    private static final int KEY = 40;
    private static final int DETAIL = 200;

    private ListText() {}

    public static String of(Survey survey) {
        if (survey.total() == 0) {
            return "No dead letters.";
        }
        var lines = new ArrayList<String>();
        lines.add(String.format("%8s  %-24s %-12s %s", "letters", "topic", "group", "reason"));
        survey.counts()
                .forEach((kind, count) -> lines.add(String.format(
                        COUNT, count, kind.of().source().baseName(), kind.of().group(), SafeText.of(kind.reason()))));
        for (var found : survey.found()) {
            lines.add("");
            lines.addAll(letter(found));
        }
        if (survey.isCut()) {
            lines.add("");
            lines.add("The first " + survey.found().size() + " of " + survey.total()
                    + ": --limit shows more, and --topic," + " --group, --reason and --since less.");
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static List<String> letter(Survey.Found found) {
        var letter = found.letter();
        var lines = new ArrayList<String>();
        lines.add(letter.id().toString());
        lines.add("  " + letter.at().truncatedTo(ChronoUnit.SECONDS) + "  " + SafeText.of(letter.reason(), KEY) + "  "
                + SafeText.of(letter.detail(), DETAIL));
        lines.add("  key " + SafeText.of(letter.key(), KEY) + "  type " + SafeText.of(letter.eventType(), 80) + "  "
                + letter.bytes() + " bytes");
        if (found.resolution() != null) {
            lines.add("  " + of(found.resolution()));
        }
        return lines;
    }

    /** In a line. */
    static String of(Resolution resolution) {
        return resolution.action().word() + " by " + SafeText.of(resolution.by(), KEY) + " at "
                + resolution.at().truncatedTo(ChronoUnit.SECONDS)
                + (resolution.why() == null ? "" : ": " + SafeText.of(resolution.why(), DETAIL));
    }
}
