package dev.kiln.simulator.admin.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.fault.ChooseFaults;
import dev.kiln.simulator.fault.FaultRule;
import dev.kiln.simulator.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import java.util.Set;

/** /admin/faults: rules that lay faults on creates. */
@ApplicationScoped
class AdminFaultResource {

    private static final int MOST_BYTES = 1 << 16;
    private static final Set<String> FIELDS = Set.of("model", "share", "fault", "count");

    private final ChooseFaults faults;

    AdminFaultResource(ChooseFaults faults) {
        this.faults = faults;
    }

    void register(@Observes Router router) {
        router.get("/admin/faults").handler(this::list);
        router.post("/admin/faults")
                .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
                .handler(routing -> AdminAnswer.body(routing).ifPresent(body -> add(routing, body)));
        router.delete("/admin/faults").handler(routing -> {
            faults.clear();
            routing.response().setStatusCode(204).end();
        });
    }

    private void list(RoutingContext routing) {
        AdminAnswer.ok(
                routing, faults.rules().stream().map(AdminFaultResource::json).toList());
    }

    private void add(RoutingContext routing, ObjectNode body) {
        try {
            FaultRule rule = read(body);
            faults.add(rule);
            AdminAnswer.ok(routing, json(rule));
        } catch (IllegalArgumentException e) {
            AdminAnswer.error(routing, 400, e.getMessage());
        }
    }

    private static FaultRule read(ObjectNode body) {
        body.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("unknown field " + name + ", known: " + FIELDS);
            }
        });
        JsonNode share = body.path("share");
        JsonNode count = body.path("count");
        if (!share.isMissingNode() && !share.isNumber()) {
            throw new IllegalArgumentException("share must be a number");
        }
        if (!count.isMissingNode() && !count.isInt()) {
            throw new IllegalArgumentException("count must be a whole number");
        }
        return FaultRule.of(
                body.path("model").asText(null),
                share.isMissingNode() ? BigDecimal.ONE : share.decimalValue(),
                body.path("fault").asText(),
                count.isMissingNode() ? null : count.intValue());
    }

    private static ObjectNode json(FaultRule rule) {
        return Json.object()
                .put("model", rule.model())
                .put("share", rule.share())
                .put("fault", rule.fault().marker())
                .put("count", rule.count());
    }
}
