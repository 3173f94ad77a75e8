package dev.kiln.simulator.upload.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.account.Account;
import dev.kiln.simulator.account.Accounts;
import dev.kiln.simulator.api.ServingRules;
import dev.kiln.simulator.fault.ChooseFaults;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.upload.Base64File;
import dev.kiln.simulator.upload.MediaType;
import dev.kiln.simulator.upload.Upload;
import dev.kiln.simulator.upload.UploadAnswer;
import dev.kiln.simulator.upload.UploadPlace;
import dev.kiln.simulator.upload.Uploads;
import dev.kiln.simulator.wire.Envelope;
import dev.kiln.simulator.wire.KieAnswer.Reply;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The three upload endpoints. */
@ApplicationScoped
class UploadResource {

    private static final String BASE64 = "/api/file-base64-upload";
    private static final String STREAM = "/api/file-stream-upload";
    private static final String URL = "/api/file-url-upload";
    private static final long LARGEST_FILE = 100L << 20;
    private static final long LARGEST_BASE64_BODY = 10L << 20;
    private static final long LARGEST_URL_BODY = 1L << 16;
    private static final int BAD = 400;

    private final Accounts accounts;
    private final ChooseFaults faults;
    private final Uploads uploads;
    private final VertxFetchFile fetch;
    private final ServingRules rules;

    UploadResource(Accounts accounts, ChooseFaults faults, Uploads uploads, VertxFetchFile fetch, ServingRules rules) {
        this.accounts = accounts;
        this.faults = faults;
        this.uploads = uploads;
        this.fetch = fetch;
        this.rules = rules;
    }

    void register(@Observes Router router) {
        for (String path : List.of(BASE64, STREAM, URL)) {
            router.post(path).handler(this::authorize);
        }
        router.post(BASE64).handler(new OneAtATime());
        router.post(BASE64)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BASE64_BODY))
                .blockingHandler(this::base64, false);
        router.post(STREAM)
                .handler(BodyHandler.create(uploads.folder().toString())
                        .setBodyLimit(LARGEST_FILE)
                        .setDeleteUploadedFilesOnEnd(true))
                .blockingHandler(this::stream, false);
        router.post(URL)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_URL_BODY))
                .handler(this::url);
        for (String path : List.of(BASE64, STREAM, URL)) {
            router.route(path).handler(routing -> error(routing, 405, "Request method not supported"));
        }
    }

    private void authorize(RoutingContext routing) {
        Optional<Account> account = accounts.authorized(routing.request().getHeader("Authorization"));
        if (account.isEmpty()) {
            send(routing, new Envelope(faults.always()).unauthorized());
        } else {
            routing.put("account", account.get().name()).next();
        }
    }

    private void base64(RoutingContext routing) {
        trying(routing, () -> {
            ObjectNode body = body(routing);
            Base64File file = Base64File.read(required(body, "base64Data"));
            UploadPlace place = UploadPlace.of(text(body, "uploadPath"), text(body, "fileName"), "x" + file.ending());
            Path written = Files.write(uploads.newFile(), file.content());
            String type = file.mediaType() == null ? MediaType.of(place.fileName()) : file.mediaType();
            keep(routing, place, place.fileName(), type, written);
        });
    }

    private void stream(RoutingContext routing) {
        trying(routing, () -> {
            FileUpload file = routing.fileUploads().stream()
                    .filter(each -> each.name().equals("file"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("file is required"));
            MultiMap form = routing.request().formAttributes();
            UploadPlace place = UploadPlace.of(form.get("uploadPath"), form.get("fileName"), file.fileName());
            String type = file.contentType().isBlank() ? MediaType.of(place.fileName()) : file.contentType();
            keep(routing, place, file.fileName(), type, Path.of(file.uploadedFileName()));
        });
    }

    private void url(RoutingContext routing) {
        trying(routing, () -> {
            ObjectNode body = body(routing);
            String url = required(body, "fileUrl");
            if (!url.matches("https?://.+")) {
                throw new IllegalArgumentException("fileUrl must be an http or https address");
            }
            String path = URI.create(url).getPath();
            String original = path.substring(path.lastIndexOf('/') + 1);
            UploadPlace place = UploadPlace.of(text(body, "uploadPath"), text(body, "fileName"), original);
            Path written = uploads.newFile();
            fetch.fetch(url, written, LARGEST_FILE)
                    .onSuccess(type -> trying(
                            routing,
                            () -> keep(
                                    routing, place, original, type == null ? MediaType.of(original) : type, written)))
                    .onFailure(failed -> {
                        written.toFile().delete();
                        error(routing, BAD, "fileUrl cannot be downloaded");
                    });
        });
    }

    private void keep(RoutingContext routing, UploadPlace place, String original, String type, Path written) {
        Upload upload = uploads.keep(routing.get("account"), place, original, type, written);
        HttpServerRequest request = routing.request();
        send(
                routing,
                UploadAnswer.kept(
                        upload,
                        rules.filesBase(request.scheme(), String.valueOf(request.authority())),
                        faults.always()));
    }

    private interface Trial {
        void run() throws IOException;
    }

    private void trying(RoutingContext routing, Trial trial) {
        try {
            trial.run();
        } catch (IllegalArgumentException e) {
            error(routing, BAD, e.getMessage());
        } catch (IOException | Uploads.StoreFull e) {
            error(routing, 500, e.getMessage());
        }
    }

    private static ObjectNode body(RoutingContext routing) {
        String text = routing.body().asString();
        return Json.readObject(text == null ? "" : text)
                .orElseThrow(() -> new IllegalArgumentException("The request body is not a JSON object"));
    }

    private static String required(ObjectNode body, String field) {
        String value = text(body, field);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(field + " is required");
        }
        return value;
    }

    private static String text(ObjectNode body, String field) {
        return body.path(field).textValue();
    }

    private void error(RoutingContext routing, int code, String msg) {
        send(routing, UploadAnswer.error(code, msg, faults.always()));
    }

    private static void send(RoutingContext routing, Reply reply) {
        routing.response()
                .setStatusCode(reply.status())
                .putHeader("Content-Type", reply.contentType())
                .end(reply.body());
    }
}
