package dev.kiln.stack.bench.load;

import java.time.Duration;

/** What this process has used of the processors. */
final class OwnCpu {
    private OwnCpu() {}

    /** User and system time together; 0 where the system does not tell. */
    static double millis() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .orElse(0L);
    }
}
