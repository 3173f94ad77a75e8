package dev.kiln.dispatcher.kie;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Kie's JSON: bounded, decimals exact. Raw control characters and wrong escapes pass, since Kie echoes inputs that way;
 * duplicate keys and trailing text do not, since credits are read.
 */
final class KieJson {

    private static final int MAX_DOCUMENT = 1024 * 1024;
    private static final ObjectMapper MAPPER = build();

    private KieJson() {}

    /** Empty for what is no complete JSON; Jackson lets an exponent beyond an int's range escape as its own exception. */
    static Optional<JsonNode> value(String text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Empty for what is no complete JSON object. Bytes that are no UTF-8 are replaced, not refused. */
    static Optional<JsonNode> object(byte[] body) {
        return value(new String(body, StandardCharsets.UTF_8)).filter(JsonNode::isObject);
    }

    static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    static byte[] bytes(ObjectNode body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }

    /** A text or a number as text; null for anything else and for what is blank. */
    static String scalar(JsonNode node) {
        return (node.isTextual() || node.isNumber()) && !node.asText().isBlank()
                ? node.asText().strip()
                : null;
    }

    private static ObjectMapper build() {
        StreamReadConstraints bounds = StreamReadConstraints.builder()
                .maxNestingDepth(32)
                .maxStringLength(MAX_DOCUMENT)
                .maxNumberLength(40)
                .maxNameLength(256)
                .maxDocumentLength(MAX_DOCUMENT)
                .build();
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(bounds)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        return JsonMapper.builder(factory)
                .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }
}
