package dev.kiln.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.Credits;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A mapping of a model file that knows where it stands, so that every complaint can name file and pointer. */
record Section(String file, String pointer, ObjectNode node) {

    static Section of(String file, String pointer, JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            throw new CatalogException(file, pointer, "must be a mapping");
        }
        return new Section(file, pointer, object);
    }

    void only(Set<String> keys) {
        node.fieldNames().forEachRemaining(name -> {
            if (!keys.contains(name)) {
                throw new CatalogException(file, at(name), "is not a known key; known are " + sorted(keys));
            }
        });
    }

    JsonNode required(String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            throw wrong(key, "is missing");
        }
        return value;
    }

    Section section(String key) {
        return of(file, at(key), required(key));
    }

    /** The list's mappings; at least one. */
    List<Section> sections(String key) {
        JsonNode list = required(key);
        if (!list.isArray() || list.isEmpty()) {
            throw wrong(key, "must be a list of at least one");
        }
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            sections.add(of(file, at(key) + "/" + i, list.get(i)));
        }
        return sections;
    }

    String text(String key) {
        JsonNode value = required(key);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw wrong(key, "must be text");
        }
        return value.textValue().strip();
    }

    List<String> texts(String key) {
        JsonNode list = required(key);
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.textValue()));
        if (!list.isArray() || texts.isEmpty() || texts.contains(null)) {
            throw wrong(key, "must be a list of texts");
        }
        return texts;
    }

    Credits credits(String key) {
        JsonNode value = required(key);
        if (!value.isNumber()) {
            throw wrong(key, "must be a number of credits");
        }
        return credits(key, value);
    }

    private Credits credits(String key, JsonNode value) {
        try {
            Credits credits = Credits.of(value.decimalValue());
            if (credits.isNegative()) {
                throw wrong(key, "must not be negative");
            }
            return credits;
        } catch (IllegalArgumentException unfit) {
            throw wrong(key, unfit.getMessage());
        }
    }

    LocalDate date(String key) {
        try {
            return LocalDate.parse(text(key));
        } catch (DateTimeParseException unreadable) {
            throw wrong(key, "must be a date such as 2025-11-01");
        }
    }

    Optional<LocalDate> optionalDate(String key) {
        return node.has(key) ? Optional.of(date(key)) : Optional.empty();
    }

    String at(String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    CatalogException wrong(String key, String problem) {
        return new CatalogException(file, at(key), problem);
    }

    CatalogException wrong(String problem) {
        return new CatalogException(file, pointer, problem);
    }

    private static String sorted(Set<String> keys) {
        return String.join(", ", keys.stream().sorted().toList());
    }
}
