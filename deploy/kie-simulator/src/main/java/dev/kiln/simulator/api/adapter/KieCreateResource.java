package dev.kiln.simulator.api.adapter;

import dev.kiln.simulator.api.ServingRules;
import dev.kiln.simulator.create.CreateAnswer;
import dev.kiln.simulator.create.CreateTask;
import dev.kiln.simulator.create.ReceivedCreate;
import dev.kiln.simulator.model.Family;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
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

    KieCreateResource(Vertx vertx, CreateTask createTask, ServingRules rules) {
        this.vertx = vertx;
        this.createTask = createTask;
        this.rules = rules;
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
                family, request.getHeader("Authorization"), body == null ? "" : body, filesBase(request));
        createTask.run(create, answer -> context.runOnContext(then -> play(answer, routing)));
    }

    private String filesBase(HttpServerRequest request) {
        return rules.publicUrl().orElseGet(() -> request.scheme() + "://" + request.authority());
    }

    private void play(CreateAnswer answer, RoutingContext routing) {
        HttpServerResponse response = routing.response();
        if (response.closed()) {
            return;
        }
        switch (answer) {
            case CreateAnswer.Reply reply ->
                response.setStatusCode(reply.status())
                        .putHeader("Content-Type", reply.contentType())
                        .end(reply.body());
            case CreateAnswer.CutReply cut -> cut(response, routing, Buffer.buffer(cut.body()));
            case CreateAnswer.Reset ignored -> routing.request().connection().close();
            case CreateAnswer.Hang ignored ->
                vertx.setTimer(
                        rules.hang().toMillis(),
                        id -> routing.request().connection().close());
        }
    }

    private static void cut(HttpServerResponse response, RoutingContext routing, Buffer body) {
        response.putHeader("Content-Type", "application/json;charset=UTF-8")
                .putHeader("Content-Length", String.valueOf(body.length()))
                .write(body.slice(0, body.length() / 2))
                .onComplete(written -> routing.request().connection().close());
    }
}
