package dev.kiln.dispatcher.kie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The body of the two families beside jobs: the input's fields at the root, next to the model and the callback URL. */
final class FlatBody {

    private FlatBody() {}

    static byte[] of(String model, JsonNode input, Optional<String> callBackUrl) {
        if (!input.isObject()) {
            throw new IllegalArgumentException("the input must be a JSON object");
        }
        ObjectNode body = JsonBody.empty();
        input.properties().forEach(field -> body.set(field.getKey(), field.getValue()));
        body.remove("callBackUrl");
        body.put("model", model);
        callBackUrl.ifPresent(url -> body.put("callBackUrl", url));
        return JsonBody.bytes(body);
    }
}
