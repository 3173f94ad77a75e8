package dev.kiln.stack;

import dev.kiln.catalog.Catalog;
import dev.kiln.stack.demo.DemoRequest;
import dev.kiln.stack.demo.Progress;
import dev.kiln.stack.demo.RunDemo;
import dev.kiln.stack.process.JavaFlags;
import dev.kiln.stack.process.StartCache;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/** Runs the demo once for a build, so that its services start in half the time from then on, and in less memory. */
public final class TrainStarts {
    private static final String NAME = "training";
    private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(2);

    private TrainStarts() {}

    /** Does nothing where all is trained, or this Java cannot; without it everything works, only slower. */
    public static void whereMissing(Path root, Consumer<String> progress) {
        var missing =
                Arrays.stream(Part.values()).map(part -> cache(root, part)).anyMatch(cache -> !cache.isThere());
        if (!StartCache.isPossible() || !missing) {
            return;
        }
        progress.accept("Once for this build: teaching the JVMs to start faster");
        try {
            train(root);
        } catch (RuntimeException e) {
            progress.accept("They start as before: " + e.getMessage());
        }
    }

    /** With both compilers: what was compiled by the first alone in training would stay so in every later run. */
    private static void train(Path root) {
        var flags = JavaFlags.steady();
        for (var part : Part.values()) {
            flags = flags.with(part.title(), cache(root, part).train());
        }
        var options = StackOptions.of(root, NAME).withFlags(flags);
        try (var stack = LocalStack.start(options)) {
            var silent = new Progress(new PrintStream(OutputStream.nullOutputStream()), false);
            new RunDemo(stack, root, silent).run(DemoRequest.ofEveryModel(Catalog.bundled()));
            for (var part : Part.values()) {
                stack.end(part, WRITTEN_WITHIN);
                cache(root, part).keep();
            }
        }
    }

    private static StartCache cache(Path root, Part part) {
        return new StartCache(part.jar(root));
    }
}
