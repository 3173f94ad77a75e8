package dev.kiln.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Bodies of requests, valid until a test spoils them. */
public final class Requests {

    public static final String KLING = "kling/v2-5-turbo-image-to-video-pro";
    public static final String BANANA = "google/nano-banana-edit";
    public static final String IMAGE = "https://files.example.com/house.png";

    private Requests() {}

    public static ObjectNode kling() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", KLING);
        body.putObject("input").put("prompt", "A door opens").put("image_url", IMAGE);
        return body;
    }

    public static ObjectNode banana() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", BANANA);
        body.putObject("input")
                .put("prompt", "Turn the sky pink")
                .putArray("image_urls")
                .add(IMAGE);
        return body;
    }

    public static ObjectNode input(ObjectNode body) {
        return (ObjectNode) body.get("input");
    }
}
