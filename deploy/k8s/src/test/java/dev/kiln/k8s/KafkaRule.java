package dev.kiln.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** One operation that a user may do on topics or groups. */
record KafkaRule(String type, String name, String pattern, String operation) {

    /** What the manifest of a KafkaUser gives. */
    static Stream<KafkaRule> of(Manifest user) {
        return Manifest.elements(user.at("/spec/authorization/acls")).flatMap(KafkaRule::ofEntry);
    }

    private static Stream<KafkaRule> ofEntry(JsonNode entry) {
        var resource = entry.path("resource");
        return Manifest.elements(entry.path("operations"))
                .map(operation -> new KafkaRule(
                        resource.path("type").asText(),
                        resource.path("name").asText(),
                        resource.path("patternType").asText(),
                        operation.asText()));
    }
}
