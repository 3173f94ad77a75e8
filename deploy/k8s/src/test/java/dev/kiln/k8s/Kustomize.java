package dev.kiln.k8s;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The tool that builds overlays, if this machine has one. */
final class Kustomize {
    private static final ConcurrentMap<Path, Optional<String>> BUILT = new ConcurrentHashMap<>();

    private Kustomize() {}

    static boolean isThere() {
        return onPath("kubectl") || onPath("kustomize");
    }

    /** Empty without a tool; fails where the overlay does not hold together. */
    static Optional<String> build(Path overlay) {
        return BUILT.computeIfAbsent(overlay, Kustomize::run);
    }

    private static Optional<String> run(Path overlay) {
        if (!isThere()) {
            return Optional.empty();
        }
        var command = onPath("kubectl")
                ? List.of("kubectl", "kustomize", overlay.toString())
                : List.of("kustomize", "build", overlay.toString());
        try {
            var output = Files.createTempFile("overlay", ".yaml");
            var errors = Files.createTempFile("overlay", ".txt");
            var process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " takes more than a minute");
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(command + " failed: " + Files.readString(errors));
            }
            return Optional.of(Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
