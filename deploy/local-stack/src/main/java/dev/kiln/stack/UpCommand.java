package dev.kiln.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

@Command(name = "up", description = "Starts the stack and leaves it running until Ctrl-C.")
final class UpCommand implements StackCommand {
    private final Path root;

    UpCommand(Path root) {
        this.root = root;
    }

    @Override
    public Path logs() {
        return StackOptions.of(root, "up").logs();
    }

    @Override
    public Integer call() throws InterruptedException {
        var options = StackOptions.of(root, "up")
                .withTasksOf(Duration.ofSeconds(2), Duration.ofSeconds(8))
                .reportingTo(line -> System.out.println("Starting " + line));
        try (var stack = LocalStack.start(options)) {
            System.out.println(UpText.of(stack.ports(), stack.apiKey(), stack.logs(), stack.dev()));
            new CountDownLatch(1).await();
            return 0;
        }
    }
}
