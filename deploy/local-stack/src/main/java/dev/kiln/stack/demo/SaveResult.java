package dev.kiln.stack.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Fetches a generation's file into {@code target/demo}. */
final class SaveResult {
    private static final Path FOLDER = Path.of("target", "demo");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final Path root;

    SaveResult(Path root) {
        this.root = root;
    }

    /** Where it is now, relative to the project; null where it could not be fetched or is empty. */
    String save(String model, String url) {
        var extension = url.substring(url.lastIndexOf('.') + 1);
        var file = FOLDER.resolve(model.replaceAll("[^a-z0-9_-]", "-") + "." + extension);
        try {
            Files.createDirectories(root.resolve(FOLDER));
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofFile(root.resolve(file)));
            return answer.statusCode() == 200 && Files.size(answer.body()) > 0 ? file.toString() : null;
        } catch (IOException e) {
            throw new UncheckedIOException("The result of " + model + " cannot be saved", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while fetching a result", e);
        }
    }
}
