package dev.kiln.stack.bench;

import dev.kiln.stack.StackCommand;
import dev.kiln.stack.StackOptions;
import dev.kiln.stack.bench.BenchOptions.Section;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures and prints; a missed aim is shown and changes nothing about the exit code. */
@Command(name = "bench", description = "How fast Kiln is on this machine, beside its aims.")
public final class BenchCommand implements StackCommand {
    private final Path root;

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "A short run, whose figures are rough.")
    private boolean quick;

    @Option(names = "--only", description = "One of e2e, intake, callbacks, tables.")
    private Section only;

    @Option(names = "--json", description = "Where the figures are written; by default target/bench/bench.json.")
    private Path json;

    @Option(names = "--warm-up", description = "Generations before those that count; 10000, 1000 when quick.")
    private Integer warmUp;

    @Option(names = "--count", description = "Generations that count; as many as the warm-up by default.")
    private Integer count;

    @Option(
            names = "--in-flight",
            defaultValue = "2000",
            description = "Generations open at a time (${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(names = "--accounts", defaultValue = "250", description = "Simulated Kie accounts (${DEFAULT-VALUE}).")
    private int accounts;

    @Option(names = "--connections", defaultValue = "32", description = "Connections of the load (${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--door-warm-up",
            description = "Requests to each door before those that count; 100000, 10000 when quick.")
    private Integer doorWarmUp;

    @Option(names = "--rounds", description = "Rounds at the doors; 5, 2 when quick.")
    private Integer rounds;

    @Option(names = "--seconds", description = "How long a door is measured in a round; 8, 2 when quick.")
    private Integer seconds;

    @Option(names = "--rows", description = "Rows of the large tables; 1000000, 100000 when quick.")
    private Integer rows;

    @Option(
            names = "--c1",
            description =
                    "Every JVM with its first compiler alone, as ./kiln up; by default with the options of its image.")
    private boolean firstCompilerAlone;

    @Option(
            names = "--profile",
            split = ",",
            description = "A child to be recorded by JFR, such as dispatcher-service; may be repeated.")
    private List<String> profiled = List.of();

    public BenchCommand(Path root) {
        this.root = root;
    }

    @Override
    public Path logs() {
        return StackOptions.of(root, "bench").logs();
    }

    @Override
    public Integer call() {
        var report = new RunBench(root, options(), line -> System.err.println(line)).run();
        var file = json == null ? root.resolve("target").resolve("bench").resolve("bench.json") : json;
        BenchJson.write(report, file);
        System.out.println(BenchText.of(report));
        System.out.println("Figures: " + file);
        profiled.forEach(child -> System.out.println("Hottest methods: " + new Recording(root, child).summarize()));
        return 0;
    }

    private BenchOptions options() {
        var warm = warmUp == null ? (quick ? 1_000 : 10_000) : warmUp;
        try {
            return new BenchOptions(
                    only == null ? EnumSet.allOf(Section.class) : EnumSet.of(only),
                    warm,
                    count == null ? Math.max(1, warm) : count,
                    inFlight,
                    accounts,
                    connections,
                    doorWarmUp == null ? (quick ? 10_000 : 100_000) : doorWarmUp,
                    rounds == null ? (quick ? 2 : 5) : rounds,
                    seconds == null ? (quick ? 2 : 8) : seconds,
                    rows == null ? (quick ? 100_000 : 1_000_000) : rows,
                    !firstCompilerAlone,
                    profiled);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
