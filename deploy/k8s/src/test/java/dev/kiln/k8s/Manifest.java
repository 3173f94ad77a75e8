package dev.kiln.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One object of the cluster, as far as it is written down. */
record Manifest(JsonNode node) {

    String kind() {
        return node.path("kind").asText();
    }

    String name() {
        return node.at("/metadata/name").asText();
    }

    JsonNode at(String pointer) {
        return node.at(pointer);
    }

    boolean runsPods() {
        return kind().equals("Deployment") || kind().equals("Job");
    }

    JsonNode pod() {
        return at("/spec/template/spec");
    }

    /** Empty for what runs no pods. */
    List<JsonNode> containers() {
        return each(pod().path("containers"));
    }

    static List<JsonNode> each(JsonNode array) {
        return elements(array).toList();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
