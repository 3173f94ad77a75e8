package dev.kiln.simulator.media.adapter;

import dev.kiln.simulator.media.DownloadLinks;
import dev.kiln.simulator.media.ResultFiles;
import dev.kiln.simulator.media.ResultFiles.ResultFile;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/** Serves what tasks made; no key is asked for. */
@ApplicationScoped
class ResultFileResource {

    private final ResultFiles files;
    private final DownloadLinks links;

    ResultFileResource(ResultFiles files, DownloadLinks links) {
        this.files = files;
        this.links = links;
    }

    void register(@Observes Router router) {
        router.get("/files/:taskId/:name").blockingHandler(this::serve, false);
        router.get("/download/:taskId/:name").blockingHandler(this::serveByLink, false);
    }

    private void serve(RoutingContext routing) {
        send(routing, files.find(routing.pathParam("taskId"), routing.pathParam("name")));
    }

    private void serveByLink(RoutingContext routing) {
        MultiMap query = routing.queryParams();
        String until = query.contains("until") ? query.get("until") : "";
        String proof = query.contains("proof") ? query.get("proof") : "";
        send(
                routing,
                until.matches("[0-9]{1,15}")
                        ? links.open(
                                routing.pathParam("taskId"), routing.pathParam("name"), Long.parseLong(until), proof)
                        : Optional.empty());
    }

    private static void send(RoutingContext routing, Optional<ResultFile> found) {
        found.ifPresentOrElse(
                file -> routing.response()
                        .putHeader("Content-Type", file.mediaType())
                        .end(Buffer.buffer(file.bytes())),
                () -> routing.response().setStatusCode(404).end());
    }
}
