package dev.kiln.stack.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.stack.bench.load.DoorPlan;
import dev.kiln.stack.bench.load.DoorResult;
import dev.kiln.stack.bench.load.GenerationsPlan;
import dev.kiln.stack.bench.load.GenerationsResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Tells the load generator what to do; returns when it is done. */
final class LoadClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String base;

    LoadClient(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    DoorResult run(DoorPlan plan) {
        return post("/door", plan, DoorResult.class);
    }

    GenerationsResult run(GenerationsPlan plan) {
        return post("/generations", plan, GenerationsResult.class);
    }

    private <R> R post(String path, Object plan, Class<R> type) {
        try {
            var request = HttpRequest.newBuilder(URI.create(base + path))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(plan)))
                    .build();
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("The load generator failed: " + answer.body());
            }
            return JSON.readValue(answer.body(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The load generator's answer is no result", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The load generator does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during a run", e);
        }
    }
}
