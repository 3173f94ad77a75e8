package dev.kiln.stack.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A service's HTTP port, for requests that the clients of the stack do not make. */
final class Door {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String base;

    Door(String base) {
        this.base = base;
    }

    /** @param headers names and values in turn */
    HttpResponse<String> post(String path, String body, String... headers) {
        return send(posting(path, body, headers));
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during a call", e);
        }
    }

    /** Fails where the service dies before it answers. */
    CompletableFuture<HttpResponse<String>> startPosting(String path, String body, String... headers) {
        return HTTP.sendAsync(posting(path, body, headers), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest posting(String path, String body, String... headers) {
        return request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        return headers.length == 0 ? request : request.headers(headers);
    }
}
