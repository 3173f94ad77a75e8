package dev.kiln.stack.secret;

import dev.kiln.backends.EmbeddedPostgres;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Everything that a stack has written or tells, read when nothing is under way any more. */
public final class Traces {
    private static final List<String> TOLD = List.of(
            "/q/metrics", "/q/health", "/q/health/live", "/q/health/ready", "/q/openapi", "/q/openapi?format=json");

    private Traces() {}

    public static Collection<Trace> of(LocalStack stack) {
        var traces = new ArrayList<Trace>();
        traces.addAll(logs(stack.logs()));
        traces.addAll(told(stack));
        traces.addAll(TopicTraces.of(stack.ports().bootstrapServers()));
        traces.addAll(TableTraces.of(stack.ports().postgres(), EmbeddedPostgres.USER));
        return traces;
    }

    private static List<Trace> logs(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> new Trace("log " + directory.relativize(file), read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The logs cannot be read", e);
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Trace> told(LocalStack stack) {
        return Arrays.stream(Part.values())
                .flatMap(part -> Stream.of(
                                stack.ports().url(part), stack.ports().managementUrl(part))
                        .flatMap(base -> TOLD.stream().map(path -> told(part, base, path))))
                .toList();
    }

    /** What is not there answers too: its words may be telling. */
    private static Trace told(Part part, String base, String path) {
        try (var http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build()) {
            var request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Trace(
                    "http " + part.title() + " " + path, answer.headers().map() + "\n" + answer.body());
        } catch (IOException notServed) {
            return new Trace("http " + part.title() + " " + path, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading what is told", e);
        }
    }
}
