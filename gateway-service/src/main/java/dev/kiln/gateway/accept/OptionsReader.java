package dev.kiln.gateway.accept;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Fault;
import dev.kiln.contract.Lane;
import dev.kiln.contract.References;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what a request may leave out; adds a fault for each that is wrong. */
final class OptionsReader {

    /** As long as requests are kept: nothing can be submitted later. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(14);

    private static final List<String> LANES =
            List.of(Lane.values()).stream().map(OptionsReader::wireName).toList();

    private final Instant now;
    private final List<Fault> faults;

    OptionsReader(Instant now, List<Fault> faults) {
        this.now = now;
        this.faults = faults;
    }

    RequestOptions read(JsonNode json) {
        return new RequestOptions(
                reference(json.get("reference")),
                metadata(json.get("metadata")),
                lane(json.get("lane")),
                expiresAt(json.get("expiresAt")));
    }

    private String reference(JsonNode node) {
        String text = text("/reference", node);
        if (text != null && !References.REFERENCE.matcher(text).matches()) {
            fault("/reference", "must be 1 to 64 of A-Z a-z 0-9 . _ : / -");
        }
        return text;
    }

    private Map<String, String> metadata(JsonNode node) {
        if (isAbsent(node)) {
            return Map.of();
        }
        if (!node.isObject()) {
            fault("/metadata", "must be an object of strings");
            return Map.of();
        }
        if (node.size() > References.MAX_METADATA_ENTRIES) {
            fault("/metadata", "must have at most " + References.MAX_METADATA_ENTRIES + " entries");
            return Map.of();
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        node.properties().forEach(entry -> metadataEntry(entry.getKey(), entry.getValue(), metadata));
        return metadata;
    }

    private void metadataEntry(String key, JsonNode value, Map<String, String> metadata) {
        String pointer = "/metadata/" + Pointers.escaped(key);
        if (key.isBlank() || key.length() > References.MAX_METADATA_KEY) {
            fault(pointer, "must have a name of 1 to " + References.MAX_METADATA_KEY + " characters");
        }
        if (!value.isTextual()) {
            fault(pointer, "must be a string");
        } else if (value.textValue().length() > References.MAX_METADATA_VALUE) {
            fault(pointer, "must have at most " + References.MAX_METADATA_VALUE + " characters");
        } else {
            metadata.put(key, value.textValue());
        }
    }

    private Lane lane(JsonNode node) {
        String text = text("/lane", node);
        if (text == null) {
            return null;
        }
        if (!LANES.contains(text)) {
            fault("/lane", "must be one of " + String.join(", ", LANES));
            return null;
        }
        return Lane.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private Instant expiresAt(JsonNode node) {
        String text = text("/expiresAt", node);
        if (text == null) {
            return null;
        }
        try {
            Instant at = Instant.parse(text);
            if (!at.isAfter(now) || at.isAfter(now.plus(LONGEST_LIFE))) {
                fault("/expiresAt", "must be in the future and at most " + LONGEST_LIFE.toDays() + " days away");
            }
            return at;
        } catch (DateTimeException e) {
            fault("/expiresAt", "must be a time like 2030-01-31T12:00:00Z");
            return null;
        }
    }

    private String text(String pointer, JsonNode node) {
        if (isAbsent(node)) {
            return null;
        }
        if (!node.isTextual()) {
            fault(pointer, "must be a string");
            return null;
        }
        return node.textValue();
    }

    private void fault(String pointer, String detail) {
        faults.add(new Fault(pointer, detail));
    }

    private static boolean isAbsent(JsonNode node) {
        return node == null || node.isNull();
    }

    private static String wireName(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT);
    }
}
