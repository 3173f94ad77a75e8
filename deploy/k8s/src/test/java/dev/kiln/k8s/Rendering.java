package dev.kiln.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All manifests under one point of view: as they stand in the files, or as an overlay makes them, where kubectl or
 * kustomize is there to do it.
 */
record Rendering(String title, List<Manifest> manifests) {
    static final Path FOLDER = Path.of("").toAbsolutePath();
    static final Path ROOT = FOLDER.getParent().getParent();

    private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());

    /** The files, and each overlay if there is a tool to build it. */
    static Stream<Rendering> all() {
        return Stream.concat(
                Stream.of(files()),
                Stream.of("local", "production").map(Rendering::overlay).flatMap(Optional::stream));
    }

    /** Every resource as it is written; what overlays change of it is not. */
    static Rendering files() {
        try (var paths = Files.walk(FOLDER)) {
            var resources = paths.filter(path -> path.toString().endsWith(".yaml"))
                    .filter(path -> !path.startsWith(FOLDER.resolve("target")))
                    .filter(path -> !path.endsWith("kustomization.yaml"))
                    .filter(path -> !path.endsWith("without-kafka-security.yaml"))
                    .sorted()
                    .toList();
            var manifests = new ArrayList<Manifest>();
            for (var resource : resources) {
                manifests.addAll(read(Files.readString(resource)));
            }
            return new Rendering("files", manifests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<Rendering> overlay(String name) {
        return Kustomize.build(FOLDER.resolve("overlays").resolve(name))
                .map(text -> new Rendering("overlay " + name, read(text)));
    }

    Stream<Manifest> ofKind(String kind) {
        return manifests.stream().filter(manifest -> manifest.kind().equals(kind));
    }

    Stream<Manifest> withPods() {
        return manifests.stream().filter(Manifest::runsPods);
    }

    Manifest the(String kind, String name) {
        return ofKind(kind)
                .filter(manifest -> manifest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + kind + " " + name + " in " + title));
    }

    static List<Manifest> read(String text) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return documents.readAll().stream()
                    .filter(node -> node.has("kind"))
                    .map(Manifest::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
