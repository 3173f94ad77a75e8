package dev.kiln.stack.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/**
 * A letter's body for a terminal. Requests hold prompts, and a faulty one may hold its prompt anywhere: of those, only
 * fields are shown that are known to hold none.
 */
final class ShownBody {
    private static final String HIDDEN = "(hidden, may hold a prompt; --body shows it)";
    private static final Set<String> HARMLESS =
            Set.of("generationId", "model", "reference", "lane", "expiresAt", "catalogRevision");
    private static final Set<String> HARMLESS_AROUND_DATA =
            Set.of("specversion", "id", "source", "type", "time", "subject", "tenantid", "datacontenttype");
    private static final int LONGEST_HARMLESS = 128;

    private ShownBody() {}

    static String of(WholeLetter letter, boolean withPrompts) {
        if (letter.value() == null) {
            return "(none)";
        }
        var mayHoldPrompts = letter.letter().of().source() == Topic.GENERATION_REQUESTS;
        try {
            var tree = ContractJson.mapper().readTree(letter.value());
            if (mayHoldPrompts && !withPrompts) {
                return tree instanceof ObjectNode object ? pretty(withoutPrompts(object)) : HIDDEN;
            }
            return pretty(tree);
        } catch (IOException e) {
            return mayHoldPrompts && !withPrompts ? HIDDEN : raw(letter.value());
        }
    }

    private static ObjectNode withoutPrompts(ObjectNode body) {
        if (!body.has("specversion")) {
            return only(HARMLESS, body);
        }
        var shown = only(HARMLESS_AROUND_DATA, body);
        if (body.get("data") instanceof ObjectNode data) {
            shown.set("data", only(HARMLESS, data));
        }
        return shown;
    }

    private static ObjectNode only(Set<String> names, ObjectNode object) {
        var shown = ContractJson.mapper().createObjectNode();
        object.properties().forEach(field -> {
            if (names.contains(field.getKey()) && isShort(field.getValue())) {
                shown.set(field.getKey(), field.getValue());
            } else if (field.getKey().matches("[A-Za-z_]{1,32}")) {
                shown.put(field.getKey(), HIDDEN);
            } else {
                shown.put("(another field)", HIDDEN);
            }
        });
        return shown;
    }

    private static boolean isShort(JsonNode value) {
        return value.isValueNode() && value.asText().length() <= LONGEST_HARMLESS;
    }

    private static String pretty(JsonNode tree) throws IOException {
        return SafeText.ofLines(
                ContractJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree));
    }

    private static String raw(byte[] value) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            return SafeText.ofLines(text.toString());
        } catch (CharacterCodingException e) {
            return "(no text; in base64) " + Base64.getEncoder().encodeToString(value);
        }
    }
}
