package dev.kiln.stack.bench;

import dev.kiln.backends.FreePort;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import dev.kiln.stack.StackOptions;
import dev.kiln.stack.bench.load.LoadGenerator;
import dev.kiln.stack.process.Child;
import dev.kiln.stack.process.JavaFlags;
import dev.kiln.stack.process.Readiness;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** A local stack to be measured, with the load generator beside it. */
final class BenchStack implements AutoCloseable {
    static final String GENERATOR = "load-generator";

    private static final int GENERATOR_MEGABYTES = 128;
    /** What 250 MB leave beside code, threads and the cache of classes. */
    private static final List<String> SMALL_HEAP = List.of("-Xmx64m");

    /** Beside the second compiler, too; the gateway keeps nothing between requests. */
    private static final List<String> GATEWAY_HEAP = List.of("-Xmx48m");

    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    private final LocalStack stack;
    private final LoadClient load;
    private final double startSeconds;
    private final Map<String, Child> beside = new LinkedHashMap<>();

    private BenchStack(LocalStack stack, double startSeconds) {
        this.stack = stack;
        this.startSeconds = startSeconds;
        var port = FreePort.pick();
        var generator = startBeside(GENERATOR, LoadGenerator.class, GENERATOR_MEGABYTES, Integer.toString(port));
        Readiness.awaitHttp(generator, URI.create("http://127.0.0.1:" + port + "/"), READY_WITHIN);
        this.load = new LoadClient(port);
    }

    static BenchStack start(
            Path root,
            JavaFlags flags,
            Set<Part> services,
            Map<Part, Map<String, String>> environment,
            Consumer<String> progress) {
        var stackOptions = StackOptions.of(root, "bench")
                .withTasksOf(Duration.ZERO, Duration.ZERO)
                .withFlags(flags)
                .withServices(services)
                .withEnvironment(environment)
                .reportingTo(line -> progress.accept("Starting " + line));
        var begin = System.nanoTime();
        var stack = LocalStack.start(stackOptions);
        var seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
        try {
            return new BenchStack(stack, seconds);
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    static JavaFlags flags(Path root, BenchOptions options) {
        var flags = options.asInImages() ? asInImages(root) : JavaFlags.fastStart();
        for (var service : EVERY_SERVICE) {
            flags = flags.with(service.title(), service == Part.GATEWAY ? GATEWAY_HEAP : SMALL_HEAP);
        }
        for (var child : options.profiled()) {
            flags = flags.with(child, new Recording(root, child).flags());
        }
        return flags;
    }

    private static JavaFlags asInImages(Path root) {
        var flags = JavaFlags.steady();
        for (var part : Part.values()) {
            flags = flags.with(part.title(), part.imageFlags(root));
        }
        return flags;
    }

    /** As many accounts at the simulated Kie as said, all with its own rate limit, and no truth log in a file. */
    static Map<Part, Map<String, String>> manyAccounts(int count) {
        var simulator = new HashMap<String, String>();
        var dispatcher = new HashMap<String, String>();
        for (int i = 1; i < count; i++) {
            var key = "sim_" + UUID.randomUUID();
            simulator.put("KIE_SIMULATOR_ACCOUNTS__A" + i + "__KEY", key);
            dispatcher.put("KILN_KIE_ACCOUNTS__A" + i + "__API_KEY", key);
        }
        simulator.put("KIE_SIMULATOR_TRUTH_LOG", "");
        simulator.put("KIE_SIMULATOR_TRUTH_MAX", "1000");
        var environment = new EnumMap<Part, Map<String, String>>(Part.class);
        environment.put(Part.SIMULATOR, simulator);
        environment.put(Part.DISPATCHER, dispatcher);
        return environment;
    }

    Child startBeside(String name, Class<?> main, int megabytes, String... arguments) {
        var child = stack.startBeside(name, main, megabytes, arguments);
        beside.put(name, child);
        return child;
    }

    LocalStack stack() {
        return stack;
    }

    LoadClient load() {
        return load;
    }

    /** From the first process to the last that was ready. */
    double startSeconds() {
        return startSeconds;
    }

    /** Of every process, by name. */
    Map<String, ProcessUse> uses() {
        var uses = new LinkedHashMap<String, ProcessUse>();
        stack.pids().forEach((name, pid) -> uses.put(name, ProcessUse.ofTree(pid)));
        beside.forEach((name, child) -> uses.put(name, ProcessUse.ofTree(child.pid())));
        return uses;
    }

    static final Set<Part> EVERY_SERVICE =
            Set.copyOf(List.of(Part.GATEWAY, Part.DISPATCHER, Part.CALLBACK, Part.BILLING));

    @Override
    public void close() {
        stack.close();
    }
}
