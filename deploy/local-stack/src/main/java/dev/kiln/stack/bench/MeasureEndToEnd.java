package dev.kiln.stack.bench;

import dev.kiln.contract.Topic;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import dev.kiln.stack.bench.load.GenerationsPlan;
import dev.kiln.stack.client.UsageLine;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures generations through all services, the simulated Kie at zero latency. */
final class MeasureEndToEnd {
    /** The load is no part of what is measured, and compiling it would take a share of the cores. */
    private static final List<String> FIRST_COMPILER = List.of("-XX:TieredStopAtLevel=1");

    private static final Duration STALL = Duration.ofSeconds(60);
    private static final Duration BOOKED_WITHIN = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final Path root;
    private final BenchOptions options;
    private final Consumer<String> progress;

    MeasureEndToEnd(Path root, BenchOptions options, Consumer<String> progress) {
        this.root = root;
        this.options = options;
        this.progress = progress;
    }

    EndToEnd run() {
        var environment = BenchStack.manyAccounts(options.accounts());
        var flags = BenchStack.flags(root, options).with(BenchStack.GENERATOR, FIRST_COMPILER);
        try (var bench = BenchStack.start(root, flags, BenchStack.EVERY_SERVICE, environment, progress)) {
            if (options.warmUp() > 0) {
                progress.accept("Warming up with " + options.warmUp() + " generations");
                var warm = bench.load().run(plan(bench.stack(), options.warmUp()));
                progress.accept("Warm-up: %.0f generations/s".formatted(warm.perSecond()));
                awaitBooked(bench.stack());
            }
            progress.accept("Measuring " + options.count() + " generations");
            var before = bench.uses();
            var result = bench.load().run(plan(bench.stack(), options.count()));
            awaitBooked(bench.stack());
            var after = bench.uses();
            return new EndToEnd(
                    options.warmUp(),
                    result,
                    bench.startSeconds(),
                    CpuUse.perThousand(before, after, options.count()),
                    resident(after),
                    bench.stack().simulator().spent(),
                    booked(bench.stack()));
        }
    }

    private GenerationsPlan plan(LocalStack stack, int count) {
        return new GenerationsPlan(
                stack.ports().url(Part.GATEWAY) + "/v1/generations",
                stack.apiKey(),
                BenchBodies.intake(),
                stack.ports().bootstrapServers(),
                Topic.GENERATION_COMPLETIONS.qualifiedName(LocalStack.TOPIC_PREFIX),
                count,
                options.connections(),
                options.inFlight(),
                STALL.toMillis());
    }

    /** Until the ledger has what the simulated Kie took, or for as long as it may take; the figures say which. */
    private static void awaitBooked(LocalStack stack) {
        var deadline = System.nanoTime() + BOOKED_WITHIN.toNanos();
        while (booked(stack).compareTo(stack.simulator().spent()) != 0 && System.nanoTime() < deadline) {
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while billing books", e);
            }
        }
    }

    private static BigDecimal booked(LocalStack stack) {
        return stack.billing().usage().stream().map(UsageLine::credits).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Map<String, Long> resident(Map<String, ProcessUse> uses) {
        var resident = new LinkedHashMap<String, Long>();
        uses.forEach((name, use) -> resident.put(name, use.residentBytes()));
        return resident;
    }
}
