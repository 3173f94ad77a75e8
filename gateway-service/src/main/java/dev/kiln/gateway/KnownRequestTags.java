package dev.kiln.gateway;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Set;

/**
 * Keeps methods and paths that strangers make up out of the metrics of HTTP requests: each would be a time series for
 * ever, and what was asked for would stand in it.
 */
final class KnownRequestTags implements MeterFilter {

    static final Set<String> PATHS = Set.of(
            "/v1/generations",
            "/v1/generations/{id}",
            "/v1/generations/{id}/cancel",
            "/v1/quotes",
            "/v1/models",
            "/v1/models/{id}");

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Set<String> NO_PATHS = Set.of("NOT_FOUND", "REDIRECTION", "root");
    private static final String OTHER = "UNKNOWN";

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().startsWith("http.server.")) {
            return id;
        }
        return id.replaceTags(
                Tags.of(id.getTags().stream().map(KnownRequestTags::known).toList()));
    }

    private static Tag known(Tag tag) {
        return switch (tag.getKey()) {
            case "method" -> METHODS.contains(tag.getValue()) ? tag : Tag.of("method", OTHER);
            case "uri" ->
                PATHS.contains(tag.getValue()) || NO_PATHS.contains(tag.getValue()) ? tag : Tag.of("uri", OTHER);
            default -> tag;
        };
    }
}
