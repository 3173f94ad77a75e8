package dev.kiln.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.json.Json;

/** The vendor's envelope: code, msg, data. */
public final class Envelope {

    /** The wrong key's text. */
    public static final String UNAUTHORIZED =
            "Unauthorized – Authentication failed. Please check that your Authorization and Content-Type headers are"
                    + " correctly set.";

    private Envelope() {}

    public static String success(JsonNode data) {
        ObjectNode body = Json.object().put("code", 200).put("msg", "success");
        body.set("data", data);
        return Json.write(body);
    }

    /** An error with {@code data} null; under 401 there is no {@code data} at all. */
    public static String error(int code, String msg) {
        ObjectNode body = Json.object().put("code", code).put("msg", msg);
        return Json.write(code == 401 ? body : body.putNull("data"));
    }
}
