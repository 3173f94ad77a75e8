package dev.kiln.stack.deadletter.adapter;

import dev.kiln.stack.deadletter.ListJson;
import dev.kiln.stack.deadletter.ListText;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "list", description = "Counts the letters that wait and lists the first of them.")
final class DlqList implements Callable<Integer> {
    private final Path root;
    private final Clock clock;

    @Spec
    private CommandSpec command;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private FilterOptions filter;

    @Mixin
    private Limit limit;

    @Option(names = "--resolved", description = "Those that were replayed or dropped, and by whom, instead.")
    private boolean resolved;

    @Option(names = "--json", description = "One JSON document.")
    private boolean json;

    DlqList(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var wanted = filter.filter(clock);
        var most = limit.most();
        try (var letters = KafkaLetters.on(cluster.cluster(root))) {
            var survey = letters.survey(wanted, resolved, most);
            command.commandLine().getOut().println(json ? ListJson.of(survey) : ListText.of(survey));
            return 0;
        }
    }
}
