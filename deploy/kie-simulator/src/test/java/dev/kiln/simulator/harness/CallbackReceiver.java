package dev.kiln.simulator.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.json.Json;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A creator's HTTP server on loopback that keeps the callbacks it gets. */
public final class CallbackReceiver implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int refusals;

    /** A callback as it came. */
    public record Received(String path, MultiMap headers, ObjectNode body) {}

    public CallbackReceiver() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    received.add(new Received(
                            request.path(),
                            request.headers(),
                            Json.readObject(body.toString()).orElseThrow()));
                    request.response().setStatusCode(refusals-- > 0 ? 503 : 200).end();
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    /** A URL of this server in Kiln's shape; the reference must hold one dot. */
    public String url(String reference) {
        return "http://127.0.0.1:" + server.actualPort() + "/v1/kie/any/" + reference + ".t0ken";
    }

    public void refuse(int times) {
        refusals = times;
    }

    public List<Received> of(String reference) {
        return received.stream()
                .filter(each -> each.path().endsWith("/" + reference + ".t0ken"))
                .toList();
    }

    public Received await(String reference) {
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> !of(reference).isEmpty());
        return of(reference).getFirst();
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
