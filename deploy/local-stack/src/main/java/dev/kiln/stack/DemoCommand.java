package dev.kiln.stack;

import dev.kiln.catalog.Catalog;
import dev.kiln.stack.demo.DemoJson;
import dev.kiln.stack.demo.DemoRequest;
import dev.kiln.stack.demo.DemoText;
import dev.kiln.stack.demo.Progress;
import dev.kiln.stack.demo.RunDemo;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "demo", description = "Ten generations, one a model, on a simulated Kie.")
final class DemoCommand implements StackCommand {
    private final Path root;
    private final boolean terminal;

    @Option(names = "--json", description = "One JSON document instead of a table.")
    private boolean json;

    DemoCommand(Path root, boolean terminal) {
        this.root = root;
        this.terminal = terminal;
    }

    @Override
    public Path logs() {
        return StackOptions.of(root, "demo").logs();
    }

    @Override
    public Integer call() {
        var progress = json ? System.err : System.out;
        var options = StackOptions.of(root, "demo")
                .withTasksOf(Duration.ofMillis(800), Duration.ofSeconds(3))
                .reportingTo(line -> progress.println("Starting " + line));
        try (var stack = LocalStack.start(options)) {
            progress.println("Submitting one generation for each of the ten models");
            var report = new RunDemo(stack, root, new Progress(progress, terminal && !json))
                    .run(DemoRequest.ofEveryModel(Catalog.bundled()));
            System.out.println(json ? DemoJson.of(report) : DemoText.of(report));
            if (!report.isGood()) {
                System.err.println("The demo failed. Logs: " + stack.logs());
            }
            return report.isGood() ? 0 : 1;
        }
    }
}
