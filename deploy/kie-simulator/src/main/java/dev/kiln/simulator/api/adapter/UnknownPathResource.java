package dev.kiln.simulator.api.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Everything else: the 404 of the vendor's framework, without its envelope. */
@ApplicationScoped
class UnknownPathResource {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.UTC);

    private final Clock clock;

    UnknownPathResource(Clock clock) {
        this.clock = clock;
    }

    void register(@Observes Router router) {
        router.route().last().handler(this::notFound);
    }

    private void notFound(RoutingContext routing) {
        ObjectNode body = Json.object()
                .put("timestamp", TIME.format(clock.instant()))
                .put("status", 404)
                .put("error", "Not Found")
                .put("message", "No message available")
                .put("path", routing.request().path());
        routing.response()
                .setStatusCode(404)
                .putHeader("Content-Type", "application/json;charset=UTF-8")
                .end(Json.write(body));
    }
}
