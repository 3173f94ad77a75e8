package dev.kiln.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A golden example of an event's data. */
record Example(EventType type, Path file) {

    static final Path FOLDER = folder();

    static Stream<Example> all() {
        return Stream.of(EventType.values()).flatMap(type -> of(type).stream());
    }

    static List<Example> of(EventType type) {
        Path folder = FOLDER.resolve(type.typeName());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(file -> new Example(type, file)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode data() {
        return json(file);
    }

    KilnEvent event() {
        return read(type, data());
    }

    /** An envelope as its sayer would write it. */
    Envelope envelope() {
        boolean withoutTenant = type.topic() == Topic.TASK_COMPLETIONS || type.topic() == Topic.ACCOUNTS;
        return new Envelope(
                "example." + type.name(),
                Envelope.DISPATCHER,
                java.time.Instant.parse("2026-11-23T10:00:00Z"),
                withoutTenant ? null : "studio",
                event());
    }

    static JsonNode json(Path file) {
        try {
            return ContractJson.mapper().readTree(bytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static KilnEvent read(EventType type, JsonNode data) {
        try {
            return ContractJson.mapper().readValue(data.toString(), type.record());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return FOLDER.relativize(file).toString();
    }

    private static Path folder() {
        try {
            return Path.of(Example.class.getResource("/examples").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
