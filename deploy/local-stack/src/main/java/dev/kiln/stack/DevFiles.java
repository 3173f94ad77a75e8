package dev.kiln.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One file of shell variables a service, for {@code quarkus:dev} against the running stack: the service's configuration
 * but for its ports, which in development are the service's own defaults.
 */
final class DevFiles {
    private static final String OWNER_ONLY = "rw-------";

    private DevFiles() {}

    static void write(Path directory, PartEnvironment environment) {
        try {
            Files.createDirectories(directory);
            for (var part : Part.values()) {
                var file = directory.resolve(part.title() + ".env");
                Files.deleteIfExists(file);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
                Files.writeString(file, text(environment.of(part)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The files for development in " + directory + " cannot be written", e);
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
