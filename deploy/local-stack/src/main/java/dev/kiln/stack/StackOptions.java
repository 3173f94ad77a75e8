package dev.kiln.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a local stack is started.
 *
 * @param root the project's folder, with every module packaged
 * @param name its folder below {@code target/local-stack}; two stacks of one name cannot run at a time
 * @param shortestTask how long the simulated Kie takes for a task, at least
 * @param longestTask and at most
 * @param environment added to that of single parts
 * @param progress is told in one line what is being started
 */
public record StackOptions(
        Path root,
        String name,
        Duration shortestTask,
        Duration longestTask,
        Map<Part, Map<String, String>> environment,
        Consumer<String> progress) {

    public static StackOptions of(Path root, String name) {
        return new StackOptions(root, name, Duration.ofMillis(300), Duration.ofMillis(1500), Map.of(), line -> {});
    }

    public StackOptions withTasksOf(Duration shortest, Duration longest) {
        return new StackOptions(root, name, shortest, longest, environment, progress);
    }

    public StackOptions withEnvironment(Map<Part, Map<String, String>> added) {
        return new StackOptions(root, name, shortestTask, longestTask, Map.copyOf(added), progress);
    }

    public StackOptions reportingTo(Consumer<String> listener) {
        return new StackOptions(root, name, shortestTask, longestTask, environment, listener);
    }

    Path directory() {
        return root.resolve("target").resolve("local-stack").resolve(name);
    }

    Path logs() {
        return directory().resolve("logs");
    }
}
