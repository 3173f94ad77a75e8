package dev.kiln.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.kiln.contract.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in our own words what the schema found: what is allowed, never what was sent. */
final class FaultWording {

    static final String ROOT = "/input";

    private static final int MAX_NAME = 64;

    private final ObjectNode schema;

    FaultWording(ObjectNode schema) {
        this.schema = schema;
    }

    /** Where a reader should look: a missing or unknown field is pointed at itself, not at what should hold it. */
    static String pointer(Error error) {
        String place = ROOT + error.getInstanceLocation();
        return switch (error.getKeyword()) {
            case "required", "additionalProperties" -> pointer(place, error.getProperty());
            default -> place;
        };
    }

    /** A name that is too long or too strange to repeat is pointed at by what holds it. */
    static String pointer(String parent, String name) {
        boolean repeatable = name.length() <= MAX_NAME
                && PlainValues.storable(name)
                && name.chars().noneMatch(Character::isISOControl);
        return repeatable ? parent + "/" + escaped(name) : parent;
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** One fault where the value is of the wrong kind altogether; otherwise all of them. */
    List<Fault> faults(String pointer, List<Error> errors) {
        Optional<Error> decisive = firstOf(errors, "enum").or(() -> firstOf(errors, "type"));
        List<Fault> faults = new ArrayList<>();
        for (Error error : decisive.map(List::of).orElse(errors)) {
            faults.add(new Fault(pointer, detail(pointer, error)));
        }
        return faults;
    }

    private static Optional<Error> firstOf(List<Error> errors, String keyword) {
        return errors.stream()
                .filter(error -> error.getKeyword().equals(keyword))
                .findFirst();
    }

    private String detail(String pointer, Error error) {
        JsonNode field = fieldAt(error.getInstanceLocation());
        JsonNode value = error.getInstanceNode();
        return switch (error.getKeyword()) {
            case "required" -> "is required";
            case "additionalProperties" ->
                (pointer.equals(ROOT) ? "holds what is not a field" : "is not a field")
                        + " of this model; its fields are " + fieldNames();
            case "type" -> typed(field) + (value.isNull() ? "; leave it out rather than send null" : "");
            case "enum" -> "must be " + choices(field.path("enum"));
            case "minimum", "maximum" -> ranged(field);
            case "multipleOf" -> "must be a multiple of " + plain(field.path("multipleOf"));
            case "minLength" -> "must have at least " + counted(field.path("minLength"), "character");
            case "maxLength" ->
                "must have at most " + counted(field.path("maxLength"), "character") + "; it has " + length(value);
            case "minItems" -> "must have at least " + counted(field.path("minItems"), "item");
            case "maxItems" ->
                "must have at most " + counted(field.path("maxItems"), "item") + "; it has " + value.size();
            case "pattern" -> patterned(field);
            case "format" -> MediaUrl.problem(value.asText()).orElse("must be a public https address");
            default -> "breaks the model's rule \"" + error.getKeyword() + "\"";
        };
    }

    private JsonNode fieldAt(NodePath location) {
        JsonNode at = schema;
        for (int i = 0; i < location.getNameCount(); i++) {
            Object step = location.getElement(i);
            at = step instanceof Integer
                    ? at.path("items")
                    : at.path("properties").path(step.toString());
        }
        return at;
    }

    private String fieldNames() {
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return String.join(", ", names);
    }

    private static String typed(JsonNode field) {
        return switch (field.path("type").asText()) {
            case "string" -> "must be text";
            case "integer" -> "must be a whole number";
            case "number" -> "must be a number";
            case "boolean" -> "must be true or false";
            case "array" -> "must be a list";
            default -> "must be an object";
        };
    }

    private static String choices(JsonNode allowed) {
        List<String> written = new ArrayList<>();
        allowed.forEach(choice -> written.add(choice.toString()));
        return written.size() == 1 ? written.getFirst() : "one of " + String.join(", ", written);
    }

    private static String ranged(JsonNode field) {
        return "must be from " + plain(field.path("minimum")) + " to " + plain(field.path("maximum"));
    }

    private static String patterned(JsonNode field) {
        String pattern = field.path("pattern").asText();
        return pattern.equals("\\S") ? "must not be blank" : "must match the pattern " + pattern;
    }

    private static String counted(JsonNode number, String noun) {
        return plain(number) + " " + noun + (number.asInt() == 1 ? "" : "s");
    }

    private static int length(JsonNode text) {
        String value = text.asText();
        return value.codePointCount(0, value.length());
    }

    private static String plain(JsonNode number) {
        return number.decimalValue().toPlainString();
    }
}
