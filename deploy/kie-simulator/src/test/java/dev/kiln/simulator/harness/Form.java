package dev.kiln.simulator.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The form of a JSON document without its values: keys, types, nesting, and the kind of each text. Texts that hold a JSON
 * object or list are looked into.
 */
public final class Form {

    private static final ObjectMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private Form() {}

    public static String of(JsonNode node) {
        Map<String, String> lines = new TreeMap<>();
        add(node, "", lines);
        StringBuilder form = new StringBuilder();
        lines.forEach(
                (path, type) -> form.append(path).append(": ").append(type).append('\n'));
        return form.toString();
    }

    private static void add(JsonNode node, String path, Map<String, String> lines) {
        if (node.isObject()) {
            lines.put(path, "object");
            node.properties().forEach(each -> add(each.getValue(), path + "/" + each.getKey(), lines));
        } else if (node.isArray()) {
            lines.put(path, node.isEmpty() ? "empty list" : "list");
            node.forEach(each -> add(each, path + "/*", lines));
        } else if (node.isTextual()) {
            Optional<JsonNode> inside = inside(node.textValue());
            inside.ifPresent(json -> add(json, path + "(text)", lines));
            lines.put(path, inside.isPresent() ? "text of JSON" : kind(node.textValue()));
        } else {
            lines.put(path, node.getNodeType().name());
        }
    }

    private static Optional<JsonNode> inside(String text) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LENIENT.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String kind(String text) {
        if (text.isEmpty()) {
            return "empty text";
        }
        if (text.startsWith("{")) {
            return "text of broken JSON";
        }
        if (text.matches("[0-9a-f]{32}")) {
            return "32 hex digits";
        }
        if (text.matches("task_[a-z]+_[0-9a-f]+")) {
            return "task_<maker>_<number>";
        }
        if (text.matches("(veo_)?task_[0-9a-z]+")) {
            return text.startsWith("veo") ? "veo_task_<id>" : "task_<id>";
        }
        if (text.matches("https?://\\S+")) {
            return "address";
        }
        if (text.matches("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d.*")) {
            return text.charAt(10) == 'T' ? "ISO time" : "time";
        }
        return text.matches("[0-9]+") ? "digits" : "text";
    }
}
