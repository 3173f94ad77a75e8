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

    static void write(Path directory, PartEnvironment environment) {
        for (var part : Part.values()) {
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
