package dev.kiln.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.fault.ChosenFaults;
import dev.kiln.simulator.fault.Shape;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.wire.KieAnswer.Reply;

/** The vendor's envelope: code, msg, data; in the form that the shapes say. */
public record Envelope(ChosenFaults shapes) {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int RATE = 429;

    public Reply success(JsonNode data) {
        ObjectNode body = head(OK, "success", shapes.has(Shape.MESSAGE_KEY));
        body.set("data", data);
        return Reply.json(OK, Json.write(body));
    }

    /** The answer to a create that was stored. */
    public Reply created(JsonNode data) {
        ObjectNode body = head(OK, "success", shapes.has(Shape.MESSAGE_KEY) || shapes.has(Shape.SEED_CREATE));
        body.set("data", data);
        return Reply.json(OK, Json.write(body));
    }

    /** An error under HTTP 200, with {@code data} null. */
    public Reply error(int code, String msg) {
        return error(OK, code, msg);
    }

    /** An error with {@code data} null; under 401 there is no {@code data} at all. */
    public Reply error(int httpStatus, int code, String msg) {
        ObjectNode body = head(code, msg, shapes.has(Shape.MESSAGE_KEY));
        int status = httpStatus;
        if (shapes.has(Shape.STATUS_AS_CODE)) {
            status = code;
        } else if (code == RATE && shapes.has(Shape.RATE_IN_BODY)) {
            status = OK;
        }
        return Reply.json(status, Json.write(code == UNAUTHORIZED ? body : body.putNull("data")));
    }

    /** The answer to a wrong key. */
    public Reply unauthorized() {
        return error(
                UNAUTHORIZED,
                "Unauthorized – Authentication failed. Please check that your Authorization and Content-Type headers"
                        + " are correctly set.");
    }

    private ObjectNode head(int code, String text, boolean messageKey) {
        ObjectNode body = Json.object();
        if (shapes.has(Shape.TEXT_CODE)) {
            body.put("code", String.valueOf(code));
        } else {
            body.put("code", code);
        }
        return body.put(messageKey ? "message" : "msg", text);
    }
}
