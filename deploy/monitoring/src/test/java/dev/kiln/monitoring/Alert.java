package dev.kiln.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** One rule of alerts.yaml. */
record Alert(String name, String query, String severity, String summary, String runbook) {
    static final Path FILE = Project.MONITORING.resolve("alerts.yaml");

    static List<Alert> all() {
        return StreamSupport.stream(yaml(FILE).path("groups").spliterator(), false)
                .flatMap(group -> StreamSupport.stream(group.path("rules").spliterator(), false))
                .map(rule -> new Alert(
                        rule.path("alert").asText(),
                        rule.path("expr").asText(),
                        rule.at("/labels/severity").asText(),
                        rule.at("/annotations/summary").asText(),
                        rule.at("/annotations/runbook_url").asText()))
                .toList();
    }

    static JsonNode yaml(Path file) {
        try {
            return new YAMLMapper().readTree(Project.read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
