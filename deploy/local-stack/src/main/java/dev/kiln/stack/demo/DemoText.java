package dev.kiln.stack.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The demo's outcome for people. */
public final class DemoText {
    private static final String ROW = "%-36s %-10s %8s %8s %8s  %s";
    private static final String USAGE = "%-36s %-10s %8s";

    private DemoText() {}

    public static String of(DemoReport report) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("SIMULATED KIE, no credits spent");
        lines.add("");
        lines.add(String.format(ROW, "model", "status", "quoted", "charged", "seconds", "file"));
        report.rows().forEach(row -> lines.add(row(row)));
        lines.add("");
        lines.add("Usage by billing-service, in credits");
        lines.add(String.format(USAGE, "model", "day", "used"));
        report.usage().forEach(line -> lines.add(String.format(USAGE, line.model(), line.day(), text(line.credits()))));
        lines.add(String.format(USAGE, "together", "", text(report.used())));
        lines.add("");
        lines.add("Kie's account: " + text(report.kie().opening()) + " at the start, "
                + text(report.kie().charged()) + " charged, "
                + text(report.kie().balance()) + " left");
        lines.addAll(verdict(report));
        return String.join(System.lineSeparator(), lines);
    }

    private static String row(DemoRow row) {
        var last = row.succeeded() ? row.file() : row.problem();
        return String.format(
                ROW,
                row.model(),
                row.status(),
                text(row.quoted()),
                text(row.charged()),
                row.seconds(),
                last == null ? "no file" : last);
    }

    private static List<String> verdict(DemoReport report) {
        if (report.ledgerAgrees()) {
            return List.of("The ledger and Kie agree.");
        }
        var lines = new ArrayList<String>();
        lines.add("The ledger and Kie do not agree:");
        report.disagreements().forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static String text(BigDecimal credits) {
        return credits == null ? "-" : credits.toPlainString();
    }
}
