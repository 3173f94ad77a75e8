package dev.kiln.simulator.upload.adapter;

import dev.kiln.simulator.upload.Upload;
import dev.kiln.simulator.upload.Uploads;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Serves what was uploaded; no key is asked for. */
@ApplicationScoped
class UploadedFileResource {

    private final Uploads uploads;

    UploadedFileResource(Uploads uploads) {
        this.uploads = uploads;
    }

    void register(@Observes Router router) {
        router.get("/kieai/*").handler(this::serve);
    }

    private void serve(RoutingContext routing) {
        uploads.find(routing.normalizedPath().substring(1).replace("%20", " "))
                .ifPresentOrElse(
                        upload -> send(routing, upload),
                        () -> routing.response().setStatusCode(404).end());
    }

    private static void send(RoutingContext routing, Upload upload) {
        routing.response()
                .putHeader("Content-Type", upload.mediaType())
                .sendFile(upload.content().toString());
    }

    void stop(@Observes ShutdownEvent ignored) {
        uploads.clear();
    }
}
