package dev.kiln.stack.deadletter.adapter;

import dev.kiln.stack.deadletter.DlqFailure;
import dev.kiln.stack.deadletter.LetterId;
import dev.kiln.stack.deadletter.ShowText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = "A letter with its headers and its body; of a request's body what holds no prompt.")
final class DlqShow implements Callable<Integer> {
    private final Path root;

    @Spec
    private CommandSpec command;

    @Mixin
    private ClusterOptions cluster;

    @Parameters(paramLabel = "ID", description = "topic/partition/offset")
    private LetterId id;

    @Option(names = "--body", description = "The whole body, prompts too.")
    private boolean body;

    DlqShow(Path root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        try (var letters = KafkaLetters.on(cluster.cluster(root))) {
            var letter = letters.find(id)
                    .orElseThrow(() -> new DlqFailure(
                            "No letter stands at " + id + ", or no longer; ./kiln dlq list shows those that wait"));
            var resolution = letters.resolutions(List.of(id)).get(id);
            command.commandLine().getOut().println(ShowText.of(letter, resolution, body));
            return 0;
        }
    }
}
