package dev.kiln.stack.bench;

import dev.kiln.stack.process.JavaFlags;
import java.time.Instant;
import java.util.List;

/** What the figures depend on. */
record Conditions(
        Instant at,
        int cores,
        String system,
        String java,
        String flags,
        int warmUp,
        int count,
        int inFlight,
        int accounts,
        int connections,
        int doorWarmUp,
        int rounds,
        int seconds,
        List<String> remarks) {

    static Conditions of(BenchOptions options, JavaFlags flags, Instant at) {
        return new Conditions(
                at,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                flags.toString(),
                options.warmUp(),
                options.count(),
                options.inFlight(),
                options.accounts(),
                options.connections(),
                options.doorWarmUp(),
                options.rounds(),
                options.seconds(),
                List.of(
                        "Load, broker, database and services share the cores.",
                        "Each simulated account has Kie's own limit: 20 creates in any 10 s."));
    }
}
