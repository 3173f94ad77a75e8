package dev.kiln.dispatcher;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Kie's createTask and recordInfo on the loopback, as far as these tests need them: the task's id is taken from the prompt,
 * and a prompt that says so gets a reset, a refusal or a record that shows success.
 */
public final class KieStandIn implements QuarkusTestResourceLifecycleManager {

    /** The bodies of the creates that came, oldest first. */
    static final List<JsonObject> CREATES = new CopyOnWriteArrayList<>();

    /** The headers of every request that came, by lower-case name. */
    static final List<Map<String, String>> HEADERS = new CopyOnWriteArrayList<>();

    private final Vertx vertx = Vertx.vertx();

    @Override
    public Map<String, String> start() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return Map.of(
                "kiln.kie.base-url", "http://127.0.0.1:" + server.actualPort(),
                "kiln.kie.accounts.main.api-key", "stand-in",
                "kiln.kie.creates-per-window", "100",
                "kiln.kie.answer-timeout", "2s",
                "kiln.callback.public-url", "https://kiln.example.com",
                "kiln.poll.first-after", "500ms",
                "kiln.poll.shortest-interval", "500ms");
    }

    private void answer(HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        headers.put("(path)", request.path());
        HEADERS.add(headers);
        if (request.path().endsWith("/recordInfo")) {
            request.response().end(record(request.getParam("taskId")).encode());
        } else {
            request.body().onSuccess(body -> create(request, body.toJsonObject()));
        }
    }

    private void create(HttpServerRequest request, JsonObject body) {
        CREATES.add(body);
        String prompt = body.getJsonObject("input").getString("prompt");
        if (prompt.contains("reset")) {
            request.connection().close();
        } else if (prompt.contains("refuse")) {
            request.response().end("{\"code\":422,\"msg\":\"the image is not to our taste\",\"data\":null}");
        } else {
            JsonObject data = new JsonObject().put("taskId", "task-" + prompt.hashCode());
            if (prompt.contains("polled")) {
                data.put("taskId", "polled-" + prompt.hashCode());
            }
            request.response()
                    .end(new JsonObject()
                            .put("code", 200)
                            .put("msg", "success")
                            .put("data", data)
                            .encode());
        }
    }

    private static JsonObject record(String taskId) {
        JsonObject data = new JsonObject().put("taskId", taskId).put("state", "waiting");
        if (taskId.startsWith("polled-")) {
            data.put("state", "success")
                    .put("resultJson", "{\"resultUrls\":[\"https://files.example.com/polled.mp4\"]}")
                    .put("creditsConsumed", 50);
        }
        return new JsonObject().put("code", 200).put("msg", "success").put("data", data);
    }

    @Override
    public void stop() {
        vertx.close();
    }
}
