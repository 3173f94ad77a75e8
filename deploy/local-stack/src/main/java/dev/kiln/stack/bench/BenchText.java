package dev.kiln.stack.bench;

import dev.kiln.stack.bench.load.Latencies;
import dev.kiln.stack.bench.tables.TableFigures;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report as a person reads it. */
final class BenchText {
    private static final double MEGABYTE = 1024 * 1024.0;
    private static final int SHOWN = 110;
    private static final double SHOWN_MILLIS = 1;
    private static final double MICROS_PER_MILLI = 1000.0;

    private final StringBuilder text = new StringBuilder();

    private BenchText() {}

    static String of(BenchReport report) {
        var text = new BenchText();
        text.conditions(report.conditions());
        if (!report.doors().isEmpty()) {
            text.doors(report.doors());
        }
        if (report.endToEnd() != null) {
            text.endToEnd(report.endToEnd());
        }
        if (report.tables() != null) {
            text.tables(report.tables());
        }
        text.line("");
        report.aims().forEach(aim -> text.line("%s", aim));
        return text.text.toString();
    }

    private void conditions(Conditions conditions) {
        line("%s, %d cores, %s; %s", conditions.system(), conditions.cores(), conditions.java(), conditions.flags());
        conditions.remarks().forEach(remark -> line("%s", remark));
    }

    private void doors(List<DoorFigures> doors) {
        line("");
        line(
                "%-12s %10s %10s %10s %9s %12s   %s",
                "DOOR", "requests/s", "p50 ms", "p99 ms", "by floor", "requests", "others");
        doors.forEach(door -> line(
                "%-12s %10.0f %10.2f %10.2f %9s %12d   %s",
                door.name(),
                door.perSecond(),
                door.p50Millis(),
                door.p99Millis(),
                door.toFloor() == null ? "" : String.format(Locale.ROOT, "%.2f", door.toFloor()),
                door.good(),
                door.others().isEmpty() ? "none" : door.others()));
        line("  CPU ms for 1,000 requests of each process:");
        doors.forEach(door -> line("  %-12s %s", door.name(), cpu(door.cpuPer1000())));
    }

    private static String cpu(Map<String, Double> cpuPer1000) {
        return cpuPer1000.entrySet().stream()
                .filter(entry -> entry.getValue() >= SHOWN_MILLIS)
                .map(entry -> String.format(Locale.ROOT, "%s %.0f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
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

    private void tables(TableFigures tables) {
        line("");
        line("TABLES OF %d AND OF %d ROWS", tables.small(), tables.large());
        line("  %s", tables.how());
        line("  %9s %9s %6s %9s %9s   %s", "p50 ms", "then", "times", "p99 ms", "then", "what");
        tables.statements().forEach(this::pair);
        tables.pages().forEach(this::pair);
    }

    private void pair(TableFigures.Pair pair) {
        line(
                "  %9.2f %9.2f %6.2f %9.2f %9.2f   %s",
                pair.smallP50Millis(),
                pair.largeP50Millis(),
                pair.growth(),
                pair.smallP99Millis(),
                pair.largeP99Millis(),
                pair.what().length() <= SHOWN ? pair.what() : pair.what().substring(0, SHOWN) + "…");
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
