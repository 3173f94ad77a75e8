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
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        description = {
            "Publishes letters to their topic again, where every group reads them as it reads any record;"
                    + " who has the event already ignores it.",
            "If it is interrupted, a letter may be published and still be listed: replaying it again does no harm."
        })
final class DlqReplay implements Callable<Integer> {
    private final Path root;
    private final Ask ask;
    private final Clock clock;

    @Spec
    private CommandSpec command;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private Chosen chosen;

    @Option(names = "--why", description = "For the record.")
    private String why;

    @Option(names = "--again", description = "Also letters that were replayed or dropped before.")
    private boolean again;

    DlqReplay(Path root, Ask ask, Clock clock) {
        this.root = root;
        this.ask = ask;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        chosen.check(clock);
        try (var letters = KafkaLetters.on(cluster.cluster(root))) {
            var ids = chosen.choose(letters, clock, ask, "Replay");
            if (ids.isEmpty()) {
                return 1;
            }
            var resolving = new Resolving(command.commandLine().getOut());
            new ResolveLetters(letters, clock, resolving::tell).replay(ids.get(), chosen.by(), why, again);
            return resolving.sum("replayed");
        }
    }
}
