package dev.kiln.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;

/** The published JSON Schemas. */
final class Schemas {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Schemas() {}

    static URL file(String name) {
        return Schemas.class.getResource("/schemas/" + name + ".json");
    }

    /** What is wrong with an event's data; empty where it fits. */
    static List<String> faults(EventType type, JsonNode data) {
        Schema schema = REGISTRY.getSchema(SchemaLocation.of("classpath:schemas/" + type.typeName() + ".json"));
        return schema
                .validate(data, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    static ObjectNode source(String name) {
        try {
            return (ObjectNode) ContractJson.mapper().readTree(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
