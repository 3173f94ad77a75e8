package dev.kiln.stack;

import dev.kiln.catalog.Catalog;
import dev.kiln.stack.demo.DemoJson;
import dev.kiln.stack.demo.DemoRequest;
import dev.kiln.stack.demo.DemoText;
import dev.kiln.stack.demo.Progress;
import dev.kiln.stack.demo.RunDemo;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What {@code ./kiln demo} and {@code ./kiln up} run, from the project's folder. */
public final class Launcher {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final Path root;
    private final boolean terminal;

    private Launcher(Path root, boolean terminal) {
        this.root = root;
        this.terminal = terminal;
    }

    /** Ends with 0 where all went well, 1 where it did not, 2 where the arguments are wrong. */
    public static void main(String[] args) {
        var launcher = new Launcher(Path.of("").toAbsolutePath(), Boolean.getBoolean("kiln.terminal"));
        System.exit(launcher.run(List.of(args)));
    }

    private int run(List<String> args) {
        if (args.equals(List.of("demo"))) {
            return guarded("demo", () -> demo(false));
        }
        if (args.equals(List.of("demo", "--json"))) {
            return guarded("demo", () -> demo(true));
        }
        if (args.equals(List.of("up"))) {
            return guarded("up", this::up);
        }
        System.err.println("Usage: ./kiln demo [--json] | ./kiln up");
        return MISUSED;
    }

    private interface Command {
        int run() throws InterruptedException;
    }

    private int guarded(String name, Command command) {
        try {
            return command.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            System.err.println(
                    "Logs: " + StackOptions.of(root, name).directory().resolve("logs"));
            return FAILED;
        }
    }

    private int demo(boolean json) {
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
            return report.isGood() ? 0 : FAILED;
        }
    }

    private int up() throws InterruptedException {
        var options = StackOptions.of(root, "up")
                .withTasksOf(Duration.ofSeconds(2), Duration.ofSeconds(8))
                .reportingTo(line -> System.out.println("Starting " + line));
        try (var stack = LocalStack.start(options)) {
            welcome(stack, System.out);
            new CountDownLatch(1).await();
            return 0;
        }
    }

    private static void welcome(LocalStack stack, PrintStream out) {
        out.println(UpText.of(stack.ports(), stack.apiKey(), stack.logs(), stack.dev()));
    }
}
