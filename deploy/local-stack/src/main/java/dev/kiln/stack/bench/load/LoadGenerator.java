package dev.kiln.stack.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.function.BiFunction;

/**
 * The load, as a process of its own, so that it shares neither heap nor compiler with what it measures. It is told what to
 * do by HTTP, one run at a time: {@code POST /door} with a {@link DoorPlan}, {@code POST /generations} with a
 * {@link GenerationsPlan}.
 */
public final class LoadGenerator {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LoadGenerator() {}

    /** Argument: the port. */
    public static void main(String[] args) {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        vertx.createHttpServer()
                .requestHandler(request -> serve(vertx, request))
                .listen(Integer.parseInt(args[0]), "127.0.0.1")
                .onFailure(failure -> {
                    System.err.println("The load generator cannot listen: " + failure);
                    System.exit(1);
                });
    }

    private static void serve(Vertx vertx, HttpServerRequest request) {
        switch (request.path()) {
            case "/door" -> run(vertx, request, DoorPlan.class, DoorRun::start);
            case "/generations" -> run(vertx, request, GenerationsPlan.class, GenerationsRun::start);
            default -> request.response().end();
        }
    }

    private static <P, R> void run(
            Vertx vertx, HttpServerRequest request, Class<P> type, BiFunction<Vertx, P, Future<R>> start) {
        request.body()
                .compose(body -> start.apply(vertx, read(body.getBytes(), type)))
                .onSuccess(result -> answer(request.response(), result))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    request.response().setStatusCode(500).end(failure.toString());
                });
    }

    private static <P> P read(byte[] body, Class<P> type) {
        try {
            return JSON.readValue(body, type);
        } catch (IOException e) {
            throw new IllegalStateException("No plan for a load", e);
        }
    }

    private static void answer(HttpServerResponse response, Object result) {
        try {
            response.end(JSON.writeValueAsString(result));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result cannot be written", e);
        }
    }
}
