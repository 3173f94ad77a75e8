package dev.kiln.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The Quarkus applications of the stack, in the order in which a request meets them. */
public enum Part {
    SIMULATOR("kie-simulator", "deploy/kie-simulator"),
    GATEWAY("gateway-service", "gateway-service"),
    DISPATCHER("dispatcher-service", "dispatcher-service"),
    CALLBACK("callback-service", "callback-service"),
    BILLING("billing-service", "billing-service");

    private final String title;
    private final String folder;

    Part(String title, String folder) {
        this.title = title;
        this.folder = folder;
    }

    /** The name of its module, its log and its process. */
    public String title() {
        return title;
    }

    /** Of its application, packaged. */
    Path jar(Path root) {
        return root.resolve(folder).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** The options that its image gives its JVM. */
    public List<String> imageFlags(Path root) {
        var file = root.resolve(folder).resolve("src/main/docker/jvm.options");
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("-")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The options of its image cannot be read: " + file, e);
        }
    }

    static Part named(String title) {
        return Arrays.stream(values())
                .filter(part -> part.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No part of the stack is named " + title));
    }
}
