package dev.kiln.stack.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The largest memory that a service's process held while this was open; where the system tells it, as Linux does. */
final class ResidentMemory implements AutoCloseable {
    private final long pid;
    private final AtomicLong largest = new AtomicLong();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();

    private ResidentMemory(long pid) {
        this.pid = pid;
    }

    /** Of the child of this process that runs the service. */
    static ResidentMemory of(String title) {
        var process = ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains(title + "/target/quarkus-app"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No process of " + title + " is running"));
        var memory = new ResidentMemory(process.pid());
        memory.watch.scheduleWithFixedDelay(memory::look, 0, 100, TimeUnit.MILLISECONDS);
        return memory;
    }

    static boolean isTold() {
        return Files.isReadable(Path.of("/proc/self/status"));
    }

    /** In MiB, of now. */
    long now() {
        return read().orElseThrow(() -> new IllegalStateException("Process " + pid + " is gone"));
    }

    /** In MiB. */
    long largest() {
        look();
        return largest.get();
    }

    private void look() {
        read().ifPresent(value -> largest.accumulateAndGet(value, Math::max));
    }

    private OptionalLong read() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst();
        } catch (IOException goneOrNotTold) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
