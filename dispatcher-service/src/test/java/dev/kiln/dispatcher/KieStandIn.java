package dev.kiln.dispatcher;

import dev.kiln.tenantkeys.TenantKeys;
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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kie's createTask and recordInfo on the loopback, as far as these tests need them: the task's id is taken from the prompt,
 * and a prompt that says so gets a reset, a refusal or a record that shows success.
 */
public final class KieStandIn implements QuarkusTestResourceLifecycleManager {

    /** A task whose id goes on with its generation's was created by that one's attempt. */
    static final String SECOND = "second-";

    /** The bodies of the creates that came, oldest first. */
    static final List<JsonObject> CREATES = new CopyOnWriteArrayList<>();

    /** The headers of every request that came, by lower-case name. */
    static final List<Map<String, String>> HEADERS = new CopyOnWriteArrayList<>();

    /** What the account has; a prompt that says "dear" is refused while it is nothing. */
    static final AtomicInteger BALANCE = new AtomicInteger(1_000_000);

    /** The key of the operator ada. */
    static final String OPERATOR_KEY = "an-operators-key-that-is-long-and-random";

    private final Vertx vertx = Vertx.vertx();

    @Override
    public Map<String, String> start() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return Map.ofEntries(
                Map.entry("kiln.kie.base-url", "http://127.0.0.1:" + server.actualPort()),
                Map.entry("kiln.kie.accounts.main.api-key", "stand-in"),
                Map.entry("kiln.kie.creates-per-window", "100"),
                Map.entry("kiln.kie.answer-timeout", "2s"),
                Map.entry("kiln.callback.public-url", "https://kiln.example.com"),
                Map.entry("mp.messaging.outgoing.outbox.max.request.size", "600000"),
                Map.entry("kiln.poll.first-after", "500ms"),
                Map.entry("kiln.poll.shortest-interval", "500ms"),
                Map.entry("kiln.balance.read-every", "10m"),
                Map.entry("kiln.stopped.first-check-after", "500ms"),
                Map.entry("kiln.stopped.longest-check-after", "1s"),
                Map.entry("kiln.operators.ada.key-hashes", TenantKeys.hash(OPERATOR_KEY)));
    }

    private void answer(HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        headers.put("(path)", request.path());
        HEADERS.add(headers);
        if (request.path().endsWith("/recordInfo")) {
            request.response().end(record(request.getParam("taskId")).encode());
        } else if (request.path().endsWith("/chat/credit")) {
            request.response().end("{\"code\":200,\"msg\":\"success\",\"data\":" + BALANCE.get() + "}");
        } else {
            request.body().onSuccess(body -> create(request, body.toJsonObject()));
        }
    }

    private void create(HttpServerRequest request, JsonObject body) {
        CREATES.add(body);
        String prompt = body.getJsonObject("input").getString("prompt");
        boolean first = CREATES.stream()
                        .filter(create -> create.getJsonObject("input")
                                .getString("prompt")
                                .equals(prompt))
                        .count()
                == 1;
        if (prompt.contains("dear") && BALANCE.get() == 0) {
            request.response().end("{\"code\":402,\"msg\":\"Credits insufficient\",\"data\":null}");
        } else if (prompt.contains("reset") || (prompt.contains("once lost") && first)) {
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

    /** As it shows the create of that generation. */
    private static String param(String generationId) {
        return CREATES.stream()
                .map(create -> create.getString("callBackUrl"))
                .filter(url -> url != null && url.contains(generationId))
                .findFirst()
                .map(url -> new JsonObject().put("callBackUrl", url).encode())
                .orElse("{}");
    }

    private static JsonObject record(String taskId) {
        if (taskId.startsWith("missing-")) {
            return new JsonObject().put("code", 422).put("msg", "recordInfo is null");
        }
        JsonObject data = new JsonObject().put("taskId", taskId).put("state", "waiting");
        if (taskId.startsWith("alien-")) {
            data.put("model", "z-image");
        }
        if (taskId.startsWith(SECOND)) {
            data.put("param", param(taskId.substring(SECOND.length())));
        }
        if (taskId.startsWith("polled-") || taskId.startsWith(SECOND)) {
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
