package dev.kiln.simulator.admin.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.json.Json;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** How the admin API speaks JSON. */
final class AdminAnswer {

    private AdminAnswer() {}

    static void ok(RoutingContext routing, Object value) {
        routing.response().putHeader("Content-Type", "application/json").end(Json.writeValue(value));
    }

    static void error(RoutingContext routing, int status, String message) {
        routing.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Json.write(Json.object().put("error", message)));
    }

    /** The body; if it is no JSON object, that is answered with 400 and the result is empty. */
    static Optional<ObjectNode> body(RoutingContext routing) {
        String text = routing.body().asString();
        Optional<ObjectNode> body = Json.readObject(text == null ? "" : text);
        if (body.isEmpty()) {
            error(routing, 400, "the body must be a JSON object");
        }
        return body;
    }
}
