package dev.kiln.simulator.media.adapter;

import dev.kiln.simulator.media.ResultFiles;
import dev.kiln.simulator.media.ResultFiles.ResultFile;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Serves what tasks made; no key is asked for. */
@ApplicationScoped
class ResultFileResource {

    private final ResultFiles files;

    ResultFileResource(ResultFiles files) {
        this.files = files;
    }

    void register(@Observes Router router) {
        router.get("/files/:taskId/:name").blockingHandler(this::serve, false);
    }

    private void serve(RoutingContext routing) {
        files.find(routing.pathParam("taskId"), routing.pathParam("name"))
                .ifPresentOrElse(
                        file -> send(routing, file),
                        () -> routing.response().setStatusCode(404).end());
    }

    private static void send(RoutingContext routing, ResultFile file) {
        routing.response().putHeader("Content-Type", file.mediaType()).end(Buffer.buffer(file.bytes()));
    }
}
