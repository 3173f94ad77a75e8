package dev.kiln.stack.bench;

import dev.kiln.stack.bench.load.Latencies;
import java.util.Locale;

/** The report as a person reads it. */
final class BenchText {
    private static final double MEGABYTE = 1024 * 1024.0;
    private static final double MICROS_PER_MILLI = 1000.0;

    private final StringBuilder text = new StringBuilder();

    private BenchText() {}

    static String of(BenchReport report) {
        var text = new BenchText();
        text.conditions(report.conditions());
        if (report.endToEnd() != null) {
            text.endToEnd(report.endToEnd());
        }
        text.line("");
        report.aims().forEach(aim -> text.line("%s", aim));
        return text.text.toString();
    }

    private void conditions(Conditions conditions) {
        line("%s, %d cores, %s; %s", conditions.system(), conditions.cores(), conditions.java(), conditions.flags());
        conditions.remarks().forEach(remark -> line("%s", remark));
    }

    private void endToEnd(EndToEnd figures) {
        var result = figures.result();
        line("");
        line(
                "END TO END  %d generations after a warm-up of %d; %d accounted for, %s",
                result.accepted(),
                figures.warmUp(),
                result.succeeded(),
                figures.isConsistent()
                        ? "the ledger and Kie's balances agree on " + figures.charged() + " credits"
                        : "THE LEDGER SAYS " + figures.booked() + ", KIE'S BALANCES " + figures.charged());
        line("  generations/s %.0f", result.perSecond());
        line("  request to 202         %s", latencies(result.answers()));
        line("  request to completion  %s", latencies(result.completions()));
        if (!result.refused().isEmpty() || result.otherwise() > 0 || result.unexpected() > 0) {
            line(
                    "  NOT ACCEPTED %s, NOT SUCCEEDED %d, UNEXPECTED %d",
                    result.refused(), result.otherwise(), result.unexpected());
        }
        line("  %-22s %14s %12s", "process", "CPU ms/1,000", "memory MiB");
        figures.cpuPer1000()
                .forEach((name, cpu) -> line(
                        "  %-22s %14.0f %12.0f",
                        name, cpu, figures.residentBytes().get(name) / MEGABYTE));
        line(
                "  %-22s %14.0f",
                "all",
                figures.cpuPer1000().values().stream().mapToDouble(d -> d).sum());
    }

    private static String latencies(Latencies latencies) {
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p99 %.1f ms",
                latencies.p50() / MICROS_PER_MILLI,
                latencies.p99() / MICROS_PER_MILLI);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
