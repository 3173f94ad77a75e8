package dev.kiln.stack.bench.tables;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Reads pages of the gateway's list, one after the other. */
public final class ListPages {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WARM_UP = 500;
    private static final int MEASURED = 500;

    private final String url;
    private final String apiKey;

    public ListPages(String gateway, String apiKey) {
        this.url = gateway + "/v1/generations";
        this.apiKey = apiKey;
    }

    /**
     * Times in microseconds by the kind of page.
     *
     * @param middle a time that half of the generations are older than
     */
    public Map<String, Histogram> measure(String model, String reference, Instant middle) {
        var pages = new LinkedHashMap<String, String>();
        pages.put("first page", "");
        pages.put("page from the middle", "?cursor=" + cursor(middle));
        pages.put("by status, few have it", "?status=running");
        pages.put("by status, nearly all have it", "?status=succeeded");
        pages.put("by model, from the middle", "?model=" + encoded(model) + "&cursor=" + cursor(middle));
        pages.put("by reference", "?reference=" + encoded(reference));
        for (int i = 0; i < WARM_UP; i++) {
            pages.values().forEach(this::get);
        }
        var times = new LinkedHashMap<String, Histogram>();
        pages.forEach((name, query) -> times.put(name, measure(query)));
        return times;
    }

    private Histogram measure(String query) {
        var micros = new Histogram(2);
        for (int i = 0; i < MEASURED; i++) {
            var begin = System.nanoTime();
            get(query);
            micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin));
        }
        return micros;
    }

    private String cursor(Instant at) {
        try {
            var page = JSON.readTree(get("?limit=1&acceptedTo=" + encoded(at.toString())));
            return page.path("nextCursor").asText();
        } catch (IOException e) {
            throw new UncheckedIOException("A page is no JSON", e);
        }
    }

    private String get(String query) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url + query))
                    .header("Authorization", "Bearer " + apiKey)
                    .build();
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("GET " + url + query + " was answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException("The gateway does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading pages", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
