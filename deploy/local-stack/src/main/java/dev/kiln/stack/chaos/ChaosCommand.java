package dev.kiln.stack.chaos;

import dev.kiln.stack.StackCommand;
import dev.kiln.stack.StackOptions;
import dev.kiln.stack.TrainStarts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends with 1 where a guarantee is broken. */
@Command(name = "chaos", description = "Kills, freezes and cuts off everything under load, and judges what is left.")
public final class ChaosCommand implements StackCommand {
    private static final String NAME = "chaos";

    private final Path root;
    private final Clock clock;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--requests",
            defaultValue = "20000",
            description = "Requests that are accepted (${DEFAULT-VALUE}).")
    private int requests;

    @Option(
            names = "--kills",
            defaultValue = "300",
            description = "Services killed, half of them at named places of their code (${DEFAULT-VALUE}).")
    private int kills;

    @Option(names = "--accounts", defaultValue = "4", description = "Accounts at the simulated Kie (${DEFAULT-VALUE}).")
    private int accounts;

    @Option(names = "--dispatchers", defaultValue = "3", description = "Replicas of the dispatcher (${DEFAULT-VALUE}).")
    private int dispatchers;

    @Option(names = "--seed", description = "Of the faults; by default a new one, which is printed.")
    private Long seed;

    @Option(
            names = "--short",
            description =
                    "Two rounds of the short run that belongs to the tests; ignores the other sizes, and has one dispatcher.")
    private boolean brief;

    public ChaosCommand(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
    }

    @Override
    public Path logs() {
        return StackOptions.of(root, NAME).logs();
    }

    @Override
    public Integer call() {
        var size = size();
        var first = seed == null ? clock.millis() : seed;
        System.err.println("Seed " + first + ": --seed " + first + " repeats its faults");
        var seeds = brief ? List.of(first, first + 1) : List.of(first);
        TrainStarts.whereMissing(root, System.err::println);
        var report = new RunChaos(root, NAME, size, clock, System.err::println).run(seeds);
        System.out.println(ChaosText.of(report));
        return report.isClean() ? 0 : 1;
    }

    private ChaosSize size() {
        try {
            return brief
                    ? ChaosSize.ofARound(150, 5, Duration.ofSeconds(40))
                    : ChaosSize.ofALongRun(requests, kills, accounts, dispatchers);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
