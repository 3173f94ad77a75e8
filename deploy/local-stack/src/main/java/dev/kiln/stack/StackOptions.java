package dev.kiln.stack;

import dev.kiln.stack.kie.KieServer;
import dev.kiln.stack.process.JavaFlags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a local stack is started.
 *
 * @param root the project's folder, with every module packaged
 * @param name its folder below {@code target/local-stack}; two stacks of one name cannot run at a time
 * @param kie simulated, or a server elsewhere
 * @param environment added to that of single parts
 * @param flags of the children's JVMs
 * @param services what is started of the services; the backends and the simulator always are
 * @param progress is told in one line what is being started
 */
public record StackOptions(
        Path root,
        String name,
        Kie kie,
        Map<Part, Map<String, String>> environment,
        JavaFlags flags,
        Set<Part> services,
        Consumer<String> progress) {
    private static final Set<Part> SERVICES = Set.of(Part.GATEWAY, Part.DISPATCHER, Part.CALLBACK, Part.BILLING);

    /** Sealed, because a stack starts a simulator of its own or none. */
    public sealed interface Kie {
        /** @param shortestTask how long it takes for a task, at least; the longest at most */
        record Simulated(Duration shortestTask, Duration longestTask) implements Kie {}

        /** @param callbackPort where callback-service listens; empty for any free port */
        record Elsewhere(KieServer server, OptionalInt callbackPort) implements Kie {}
    }

    public static StackOptions of(Path root, String name) {
        var kie = new Kie.Simulated(Duration.ofMillis(300), Duration.ofMillis(1500));
        return new StackOptions(root, name, kie, Map.of(), JavaFlags.fastStart(), SERVICES, line -> {});
    }

    public StackOptions withTasksOf(Duration shortest, Duration longest) {
        return withKie(new Kie.Simulated(shortest, longest));
    }

    public StackOptions withKie(Kie chosen) {
        return new StackOptions(root, name, chosen, environment, flags, services, progress);
    }

    public StackOptions withEnvironment(Map<Part, Map<String, String>> added) {
        return new StackOptions(root, name, kie, Map.copyOf(added), flags, services, progress);
    }

    public StackOptions withFlags(JavaFlags chosen) {
        return new StackOptions(root, name, kie, environment, chosen, services, progress);
    }

    public StackOptions withServices(Set<Part> chosen) {
        return new StackOptions(root, name, kie, environment, flags, Set.copyOf(chosen), progress);
    }

    public StackOptions reportingTo(Consumer<String> listener) {
        return new StackOptions(root, name, kie, environment, flags, services, listener);
    }

    /** What this stack starts beside its backends, in the order in which a request meets them. */
    List<Part> parts() {
        return Arrays.stream(Part.values())
                .filter(part -> part == Part.SIMULATOR ? kie instanceof Kie.Simulated : services.contains(part))
                .toList();
    }

    Path directory() {
        return root.resolve("target").resolve("local-stack").resolve(name);
    }

    public Path logs() {
        return directory().resolve("logs");
    }
}
