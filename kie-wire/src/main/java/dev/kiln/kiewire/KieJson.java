package dev.kiln.kiewire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads Kie's JSON: bounded, decimals exact. Raw control characters and wrong escapes in a string pass, since Kie echoes
 * inputs that way; duplicate keys, trailing text and bytes that are no UTF-8 do not, since credits and links are read. A
 * number whose exponent has too many digits is a NumberFormatException of Java's, which Jackson lets through.
 */
public final class KieJson {

    /** Bytes of a body, or characters of a text. */
    public static final int LONGEST = 1024 * 1024;

    private static final ObjectMapper MAPPER = build();

    private KieJson() {}

    /** Empty for what is no complete JSON object. */
    public static Optional<JsonNode> object(byte[] body) {
        return body.length > LONGEST
                ? Optional.empty()
                : read(() -> MAPPER.readTree(body)).filter(JsonNode::isObject);
    }

    /** JSON inside a text; empty for what is no complete JSON. */
    public static Optional<JsonNode> value(String text) {
        return text.length() > LONGEST ? Optional.empty() : read(() -> MAPPER.readTree(text));
    }

    /** A text that is not blank, stripped, or an integer as text: how Kie writes ids, codes and words. */
    public static Optional<String> text(JsonNode node) {
        if (node.isIntegralNumber()) {
            return Optional.of(node.asText());
        }
        return node.isTextual() && !node.textValue().isBlank()
                ? Optional.of(node.textValue().strip())
                : Optional.empty();
    }

    /** Missing, null or a blank text, which is how Kie leaves a field empty. */
    public static boolean isEmpty(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.isTextual() && node.textValue().isBlank());
    }

    private static Optional<JsonNode> read(Reading reading) {
        try {
            return Optional.ofNullable(reading.read()).filter(node -> !node.isMissingNode());
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static ObjectMapper build() {
        StreamReadConstraints bounds = StreamReadConstraints.builder()
                .maxNestingDepth(32)
                .maxStringLength(LONGEST)
                .maxNumberLength(40)
                .maxNameLength(256)
                .maxDocumentLength(LONGEST)
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

    private interface Reading {
        JsonNode read() throws IOException;
    }
}
