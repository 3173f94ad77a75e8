package dev.kiln.stack.deadletter.adapter;

import dev.kiln.stack.Ask;
import dev.kiln.stack.deadletter.ResolveLetters;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "drop",
        description = {
            "Puts letters away: they are listed no longer but with --resolved.",
            "Kafka deletes no single record, so the letter itself stays until its topic's time is over."
        })
final class DlqDrop implements Callable<Integer> {
    private final Path root;
    private final Ask ask;
    private final Clock clock;

    @Spec
    private CommandSpec command;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private Chosen chosen;

    @Option(names = "--why", required = true, description = "For the record.")
    private String why;

    DlqDrop(Path root, Ask ask, Clock clock) {
        this.root = root;
        this.ask = ask;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        chosen.check(clock);
        if (why.isBlank()) {
            throw new ParameterException(command.commandLine(), "--why must say why");
        }
        try (var letters = KafkaLetters.on(cluster.cluster(root))) {
            var ids = chosen.choose(letters, clock, ask, "Drop");
            if (ids.isEmpty()) {
                return 1;
            }
            var resolving = new Resolving(command.commandLine().getOut());
            new ResolveLetters(letters, clock, resolving::tell).drop(ids.get(), chosen.by(), why);
            return resolving.sum("dropped");
        }
    }
}
