package dev.kiln.dispatcher.kie.adapter;

import dev.kiln.catalog.Family;
import dev.kiln.dispatcher.kie.ApiKey;
import dev.kiln.dispatcher.kie.CreateCall;
import dev.kiln.dispatcher.kie.CreateOutcome;
import dev.kiln.dispatcher.kie.NotConnected;
import dev.kiln.dispatcher.kie.TaskRecord;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The adapter with short timeouts, on a Vert.x of its own. */
final class KieOnVertx implements AutoCloseable {

    static final Duration SHORT = Duration.ofMillis(400);
    static final Duration LONG = Duration.ofSeconds(20);

    static final CreateCall CALL = new CreateCall(
            "/api/v1/jobs/createTask",
            "{\"model\":\"m\",\"input\":{\"prompt\":\"Käse\"}}".getBytes(StandardCharsets.UTF_8));

    /** Kie's answer to a create. */
    static final String CREATED = "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"task_1\"}}";

    final Vertx vertx = Vertx.vertx();
    final VertxKie kie;

    private KieOnVertx(URI baseUrl, Duration connectTimeout, Duration answerTimeout) {
        KieSettings settings =
                new KieSettings(baseUrl, connectTimeout, answerTimeout, answerTimeout, "Kiln/0.1 (test)");
        kie = new VertxKie(vertx, settings, Map.of("main", new ApiKey("key-1"), "other", new ApiKey("key-2")));
    }

    static KieOnVertx at(URI baseUrl) {
        return new KieOnVertx(baseUrl, LONG, LONG);
    }

    static KieOnVertx impatientAt(URI baseUrl) {
        return new KieOnVertx(baseUrl, LONG, SHORT);
    }

    static KieOnVertx connectingBrieflyAt(URI baseUrl) {
        return new KieOnVertx(baseUrl, SHORT, LONG);
    }

    CreateOutcome create() throws NotConnected {
        try (var connection = kie.connect(1).getFirst()) {
            return connection.create("main", CALL);
        }
    }

    TaskRecord read(String account, Family family, String taskId) {
        return kie.show(account, family, taskId).record();
    }

    @Override
    public void close() throws Exception {
        kie.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
