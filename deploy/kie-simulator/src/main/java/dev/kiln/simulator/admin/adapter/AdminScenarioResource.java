package dev.kiln.simulator.admin.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.fault.ChooseFaults;
import dev.kiln.simulator.fault.Fault;
import dev.kiln.simulator.fault.Scenario;
import dev.kiln.simulator.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** /admin/scenario: seeded mixes of faults; /admin/words: every fault there is. */
@ApplicationScoped
class AdminScenarioResource {

    private static final int MOST_BYTES = 1 << 16;
    private static final Set<String> FIELDS = Set.of("model", "seed", "shares");

    private final ChooseFaults faults;

    AdminScenarioResource(ChooseFaults faults) {
        this.faults = faults;
    }

    void register(@Observes Router router) {
        router.get("/admin/words")
                .handler(routing -> AdminAnswer.ok(
                        routing, Fault.all().stream().map(Fault::marker).toList()));
        router.get("/admin/scenario")
                .handler(routing -> AdminAnswer.ok(
                        routing,
                        faults.scenarios().stream()
                                .map(AdminScenarioResource::json)
                                .toList()));
        router.post("/admin/scenario")
                .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
                .handler(routing -> AdminAnswer.body(routing).ifPresent(body -> play(routing, body)));
        router.delete("/admin/scenario").handler(routing -> {
            faults.endScenarios();
            routing.response().setStatusCode(204).end();
        });
    }

    private void play(RoutingContext routing, ObjectNode body) {
        try {
            Scenario scenario = read(body);
            faults.play(scenario);
            AdminAnswer.ok(routing, json(scenario));
        } catch (IllegalArgumentException e) {
            AdminAnswer.error(routing, 400, e.getMessage());
        }
    }

    private static Scenario read(ObjectNode body) {
        body.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("unknown field " + name + ", known: " + FIELDS);
            }
        });
        if (!body.path("seed").isIntegralNumber() || !body.path("seed").canConvertToLong()) {
            throw new IllegalArgumentException("seed must be a whole number");
        }
        if (!(body.path("shares") instanceof ObjectNode shares)) {
            throw new IllegalArgumentException("shares must be an object of words and shares");
        }
        Map<String, BigDecimal> byWord = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : shares.properties()) {
            if (!each.getValue().isNumber()) {
                throw new IllegalArgumentException("shares." + each.getKey() + " must be a number");
            }
            byWord.put(each.getKey(), each.getValue().decimalValue());
        }
        return Scenario.of(body.path("model").asText(null), body.path("seed").longValue(), byWord);
    }

    private static ObjectNode json(Scenario scenario) {
        ObjectNode json = Json.object().put("model", scenario.model()).put("seed", scenario.seed());
        ObjectNode shares = json.putObject("shares");
        scenario.shares().forEach((fault, share) -> shares.put(fault.marker(), share));
        return json;
    }
}
