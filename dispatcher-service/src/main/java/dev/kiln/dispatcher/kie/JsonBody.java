package dev.kiln.dispatcher.kie;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the body of a create. */
final class JsonBody {

    private static final ObjectWriter WRITER = new JsonMapper().writer();

    private JsonBody() {}

    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    static byte[] bytes(ObjectNode body) {
        try {
            return WRITER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }
}
