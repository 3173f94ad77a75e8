package dev.kiln.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * Reads the {@code input} part of a model file. Of JSON Schema it lets a closed set of keywords through: one that is
 * misspelt would otherwise be ignored in silence. Every text, list and number must be bounded.
 */
final class SchemaReader {

    private static final Set<String> ANY = Set.of("type", "description", "default");
    private static final Map<String, Set<String>> BY_TYPE = Map.of(
            "string", Set.of("enum", "minLength", "maxLength", "pattern", "format"),
            "integer", Set.of("minimum", "maximum", "multipleOf"),
            "number", Set.of("minimum", "maximum", "multipleOf"),
            "boolean", Set.of(),
            "array", Set.of("items", "minItems", "maxItems"));
    private static final Set<String> CONDITIONS = Set.of(
            "type", "properties", "required", "const", "enum", "minimum", "maximum", "minItems", "maxItems", "not");

    private final Section input;
    private final Section properties;

    private SchemaReader(Section input) {
        this.input = input;
        this.properties = input.section("properties");
    }

    static ObjectNode read(Section input) {
        input.only(Set.of("type", "additionalProperties", "required", "properties", "allOf"));
        new SchemaReader(input).verify();
        return input.node();
    }

    private void verify() {
        if (!input.text("type").equals("object")) {
            throw input.wrong("type", "must be object");
        }
        if (!input.required("additionalProperties").equals(input.node().booleanNode(false))) {
            throw input.wrong("additionalProperties", "must be false");
        }
        properties.node().fieldNames().forEachRemaining(name -> verifyField(properties.section(name)));
        verifyNames(input, "required");
        if (input.node().has("allOf")) {
            input.sections("allOf").forEach(this::verifyJoiningRule);
        }
    }

    private void verifyField(Section field) {
        field.text("description");
        verifyValue(field, ANY);
    }

    private void verifyValue(Section value, Set<String> besides) {
        String type = value.text("type");
        Set<String> keywords = BY_TYPE.get(type);
        if (keywords == null) {
            throw value.wrong("type", "must be one of string, integer, number, boolean, array");
        }
        Set<String> known = new HashSet<>(keywords);
        known.addAll(besides);
        value.only(known);
        switch (type) {
            case "string" -> verifyText(value);
            case "integer", "number" -> verifyNumber(value);
            case "array" -> {
                count(value, "maxItems");
                verifyValue(value.section("items"), Set.of("type"));
            }
            default -> {}
        }
    }

    private static void verifyText(Section text) {
        if (text.node().has("enum")) {
            text.texts("enum");
            return;
        }
        int longest = count(text, "maxLength");
        if (text.node().has("format")) {
            if (!text.text("format").equals(MediaUrl.NAME)) {
                throw text.wrong("format", "must be " + MediaUrl.NAME);
            }
            if (longest > MediaUrl.MAX_LENGTH) {
                throw text.wrong("maxLength", "must be at most " + MediaUrl.MAX_LENGTH + " for an address");
            }
        }
        if (text.node().has("pattern")) {
            try {
                Schemas.pattern(text.text("pattern"));
            } catch (PatternSyntaxException unreadable) {
                throw text.wrong("pattern", "is not a regular expression");
            }
        }
    }

    private static void verifyNumber(Section number) {
        for (String bound : List.of("minimum", "maximum", "multipleOf")) {
            boolean optional = bound.equals("multipleOf") && !number.node().has(bound);
            if (!optional && !number.required(bound).isNumber()) {
                throw number.wrong(bound, "must be a number");
            }
        }
        if (number.node().has("multipleOf")
                && number.node().get("multipleOf").decimalValue().signum() <= 0) {
            throw number.wrong("multipleOf", "must be above 0");
        }
    }

    private static int count(Section section, String key) {
        JsonNode value = section.required(key);
        if (!value.isInt() || value.intValue() < 0) {
            throw section.wrong(key, "must be a whole number, not negative");
        }
        return value.intValue();
    }

    private void verifyJoiningRule(Section rule) {
        rule.only(Set.of("message", "field", "if", "then"));
        rule.text("message");
        if (!properties.node().has(rule.text("field"))) {
            throw rule.wrong("field", "is not a field of this model");
        }
        verifyCondition(rule.section("if"));
        verifyCondition(rule.section("then"));
    }

    private void verifyCondition(Section condition) {
        condition.only(CONDITIONS);
        if (condition.node().has("required")) {
            verifyNames(condition, "required");
        }
        if (condition.node().has("not")) {
            verifyCondition(condition.section("not"));
        }
        if (condition.node().has("properties")) {
            Section fields = condition.section("properties");
            fields.node().fieldNames().forEachRemaining(name -> {
                if (!properties.node().has(name)) {
                    throw fields.wrong(name, "is not a field of this model");
                }
                verifyCondition(fields.section(name));
            });
        }
    }

    private void verifyNames(Section section, String key) {
        List<String> names = section.texts(key);
        for (int i = 0; i < names.size(); i++) {
            if (!properties.node().has(names.get(i))) {
                throw section.wrong(key, "names " + names.get(i) + ", which is not a field of this model");
            }
        }
    }
}
