package dev.kiln.stack.bench.tables;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Reads pages of the gateway's list, one after the other. */
public final class ListPages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMES = 500;

    private final TimedGets gateway;

    public ListPages(String gateway, String apiKey) {
        this.gateway = new TimedGets(gateway + "/v1/generations", apiKey, TIMES);
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
        return gateway.measure(pages);
    }

    private String cursor(Instant at) {
        try {
            var page = JSON.readTree(gateway.get("?limit=1&acceptedTo=" + encoded(at.toString())));
            return page.path("nextCursor").asText();
        } catch (IOException e) {
            throw new UncheckedIOException("A page is no JSON", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
