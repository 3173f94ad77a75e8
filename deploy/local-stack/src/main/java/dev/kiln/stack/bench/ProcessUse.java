package dev.kiln.stack.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a process has used until now, as Linux tells it in {@code /proc}.
 *
 * @param cpuMillis user and system time, of the children that have ended too
 * @param residentBytes memory; what several processes share is counted to each by its part
 */
public record ProcessUse(long cpuMillis, long residentBytes) {
    /** The unit of times in {@code /proc}, on every Linux there is. */
    private static final long MILLIS_PER_TICK = 10;

    private static final int UTIME = 11;
    private static final int CSTIME = 14;
    private static final long KIB = 1024;

    /** Of a process and all below it; nothing where the system has no {@code /proc}. */
    public static ProcessUse ofTree(long pid) {
        var all = Stream.concat(
                        ProcessHandle.of(pid).stream(),
                        ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants))
                .toList();
        return new ProcessUse(
                all.stream().mapToLong(process -> cpu(process.pid())).sum(),
                all.stream().mapToLong(process -> resident(process.pid())).sum());
    }

    private static long cpu(long pid) {
        return lines(pid, "stat").stream().findFirst().map(ProcessUse::cpuOf).orElse(0L);
    }

    /** The second field is the name in brackets, which may hold anything. */
    static long cpuOf(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Arrays.stream(fields, UTIME, CSTIME + 1)
                        .mapToLong(Long::parseLong)
                        .sum()
                * MILLIS_PER_TICK;
    }

    private static long resident(long pid) {
        return named("Pss", lines(pid, "smaps_rollup"))
                .orElseGet(() -> named("VmRSS", lines(pid, "status")).orElse(0));
    }

    static OptionalLong named(String name, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
                .findFirst();
    }

    private static List<String> lines(long pid, String file) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException | RuntimeException goneOrNoLinux) {
            return List.of();
        }
    }
}
