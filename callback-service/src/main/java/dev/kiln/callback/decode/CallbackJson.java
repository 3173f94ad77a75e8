package dev.kiln.callback.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
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
 * Reads Kie's JSON: bounded; raw control characters and wrong escapes in a string are let pass, since Kie echoes inputs
 * that way. Duplicate keys and trailing text are not, since credits are read. A number whose exponent has too many
 * digits is a NumberFormatException of Java's, which Jackson lets through.
 */
public final class CallbackJson {

    /** In bytes; the largest body of a callback. */
    public static final int MAX_BODY = 256 * 1024;

    private static final ObjectMapper MAPPER = build();

    private CallbackJson() {}

    /** Empty for what is no JSON object. */
    static Optional<JsonNode> object(byte[] body) {
        try {
            JsonNode read = MAPPER.readTree(body);
            return read != null && read.isObject() ? Optional.of(read) : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Empty for what is no JSON. */
    static Optional<JsonNode> value(String text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text)).filter(read -> !read.isMissingNode());
        } catch (JsonProcessingException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static ObjectMapper build() {
        StreamReadConstraints bounds = StreamReadConstraints.builder()
                .maxNestingDepth(32)
                .maxStringLength(MAX_BODY)
                .maxNumberLength(40)
                .maxNameLength(256)
                .maxDocumentLength(MAX_BODY)
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
