package dev.kiln.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One file of shell variables a service, for {@code quarkus:dev} against the running stack: the service's configuration
 * but for its ports, which in development are the service's own defaults.
 */
final class DevFiles {
    private DevFiles() {}

    /** None for the dispatcher where Kie is elsewhere: a second one would spend credits, and its file would hold keys. */
    static void write(Path directory, StackOptions options, PartEnvironment environment) {
        var elsewhere = options.kie() instanceof StackOptions.Kie.Elsewhere;
        for (var part : options.parts()) {
            if (part == Part.DISPATCHER && elsewhere) {
                continue;
            }
            OwnerOnly.write(directory.resolve(part.title() + ".env"), text(environment.of(part)));
        }
    }

    static String text(Map<String, String> environment) {
        return new TreeMap<>(environment)
                .entrySet().stream()
                        .filter(variable -> !variable.getKey().endsWith("_PORT"))
                        .map(variable ->
                                variable.getKey() + "='" + variable.getValue().replace("'", "'\\''") + "'\n")
                        .collect(Collectors.joining());
    }
}
