package dev.kiln.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** What pods refer to. */
final class References {
    private References() {}

    /** The secrets without which the pod does not start, as {@code name/key}, or {@code name/} of a whole one. */
    static Stream<String> required(Manifest manifest) {
        var volumes = Manifest.elements(manifest.pod().path("volumes"))
                .map(volume -> volume.path("secret"))
                .filter(secret -> !secret.isMissingNode())
                .map(secret -> secret.path("secretName").asText() + "/");
        return Stream.concat(manifest.containers().stream().flatMap(References::ofContainer), volumes);
    }

    private static Stream<String> ofContainer(JsonNode container) {
        var single = Manifest.elements(container.path("env"))
                .map(variable -> variable.at("/valueFrom/secretKeyRef"))
                .filter(References::required)
                .map(reference -> reference.path("name").asText() + "/"
                        + reference.path("key").asText());
        var whole = Manifest.elements(container.path("envFrom"))
                .map(source -> source.path("secretRef"))
                .filter(References::required)
                .map(reference -> reference.path("name").asText() + "/");
        return Stream.concat(single, whole);
    }

    private static boolean required(JsonNode reference) {
        return !reference.isMissingNode() && !reference.path("optional").asBoolean();
    }
}
