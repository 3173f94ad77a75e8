package dev.kiln.stack.bench.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Reads pages of a service, one after the other. */
final class TimedGets {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;
    private final String apiKey;
    private final int times;

    /** @param times how often each page is read to warm up, and then again to be measured */
    TimedGets(String url, String apiKey, int times) {
        this.url = url;
        this.apiKey = apiKey;
        this.times = times;
    }

    /** Times in microseconds by the name of the page; the pages are given as what follows the address. */
    Map<String, Histogram> measure(Map<String, String> pages) {
        for (int i = 0; i < times; i++) {
            pages.values().forEach(this::get);
        }
        var measured = new LinkedHashMap<String, Histogram>();
        pages.forEach((name, query) -> measured.put(name, measure(query)));
        return measured;
    }

    private Histogram measure(String query) {
        var micros = new Histogram(2);
        for (int i = 0; i < times; i++) {
            var begin = System.nanoTime();
            get(query);
            micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin));
        }
        return micros;
    }

    String get(String query) {
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
            throw new UncheckedIOException(url + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading pages", e);
        }
    }
}
