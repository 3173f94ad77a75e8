package dev.kiln.stack;

import dev.kiln.stack.process.JavaFlags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a local stack is started.
 *
 * @param root the project's folder, with every module packaged
 * @param name its folder below {@code target/local-stack}; two stacks of one name cannot run at a time
 * @param shortestTask how long the simulated Kie takes for a task, at least
 * @param longestTask and at most
 * @param environment added to that of single parts
 * @param flags of the children's JVMs
 * @param services what is started of the services; the backends and the simulator always are
 * @param progress is told in one line what is being started
 */
public record StackOptions(
        Path root,
        String name,
        Duration shortestTask,
        Duration longestTask,
        Map<Part, Map<String, String>> environment,
        JavaFlags flags,
        Set<Part> services,
        Consumer<String> progress) {
    private static final Set<Part> SERVICES = Set.of(Part.GATEWAY, Part.DISPATCHER, Part.CALLBACK, Part.BILLING);

    public static StackOptions of(Path root, String name) {
        return new StackOptions(
                root,
                name,
                Duration.ofMillis(300),
                Duration.ofMillis(1500),
                Map.of(),
                JavaFlags.fastStart(),
                SERVICES,
                line -> {});
    }

    public StackOptions withTasksOf(Duration shortest, Duration longest) {
        return new StackOptions(root, name, shortest, longest, environment, flags, services, progress);
    }

    public StackOptions withEnvironment(Map<Part, Map<String, String>> added) {
        return new StackOptions(root, name, shortestTask, longestTask, Map.copyOf(added), flags, services, progress);
    }

    public StackOptions withFlags(JavaFlags chosen) {
        return new StackOptions(root, name, shortestTask, longestTask, environment, chosen, services, progress);
    }

    public StackOptions withServices(Set<Part> chosen) {
        return new StackOptions(
                root, name, shortestTask, longestTask, environment, flags, Set.copyOf(chosen), progress);
    }

    public StackOptions reportingTo(Consumer<String> listener) {
        return new StackOptions(root, name, shortestTask, longestTask, environment, flags, services, listener);
    }

    Path directory() {
        return root.resolve("target").resolve("local-stack").resolve(name);
    }

    public Path logs() {
        return directory().resolve("logs");
    }
}
