package dev.kiln.simulator.api.adapter;

import dev.kiln.simulator.api.ServingRules;
import dev.kiln.simulator.create.CreateTask;
import dev.kiln.simulator.create.ReceivedCreate;
import dev.kiln.simulator.model.Family;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;

/** The three create endpoints. */
@ApplicationScoped
class KieCreateResource {

    private static final long MOST_BYTES = 1 << 20;

    private final Vertx vertx;
    private final CreateTask createTask;
    private final ServingRules rules;
    private final PlayAnswer playAnswer;

    KieCreateResource(Vertx vertx, CreateTask createTask, ServingRules rules, PlayAnswer playAnswer) {
        this.vertx = vertx;
        this.createTask = createTask;
        this.rules = rules;
        this.playAnswer = playAnswer;
    }

    void register(@Observes Router router) {
        for (Family family : Family.values()) {
            router.post(family.createPath())
                    .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
                    .handler(request -> create(family, request));
        }
    }

    private void create(Family family, RoutingContext routing) {
        Context context = vertx.getOrCreateContext();
        HttpServerRequest request = routing.request();
        String body = routing.body().asString(StandardCharsets.UTF_8.name());
        ReceivedCreate create = new ReceivedCreate(
                family,
                request.getHeader("Authorization"),
                body == null ? "" : body,
                rules.filesBase(request.scheme(), String.valueOf(request.authority())));
        createTask.run(create, (answer, sent) -> context.runOnContext(then -> playAnswer.play(answer, routing, sent)));
    }
}
