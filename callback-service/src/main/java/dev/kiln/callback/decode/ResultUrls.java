package dev.kiln.callback.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the links to result files, however they are wrapped: a list, one string, an object under one of many names,
 * JSON inside a string, a list in brackets without quotes.
 */
final class ResultUrls {

    private static final int MAX_DEPTH = 6;
    private static final int MAX_URLS = 64;
    private static final Pattern URL = Pattern.compile("https?://\\S+");

    /** In order: the first name that leads to a link counts. */
    private static final List<String> NAMES = List.of(
            "resultUrls",
            "result_urls",
            "resultUrl",
            "resultImageUrl",
            "outputs",
            "output",
            "urls",
            "url",
            "videoUrl",
            "video_url",
            "resultWaterMarkUrls");

    private final Set<String> found = new LinkedHashSet<>();
    private boolean readable = true;

    private ResultUrls() {}

    /** Without repetition, in Kie's order; empty where there is something, and no link can be read in it. */
    static Optional<List<String>> in(JsonNode node) {
        ResultUrls urls = new ResultUrls();
        urls.collect(node, 0);
        boolean understood = urls.readable || !urls.found.isEmpty();
        return understood && urls.found.size() <= MAX_URLS ? Optional.of(List.copyOf(urls.found)) : Optional.empty();
    }

    private void collect(JsonNode node, int depth) {
        if (depth > MAX_DEPTH) {
            readable = false;
        } else if (node.isTextual()) {
            collectText(node.textValue().strip(), depth);
        } else if (node.isArray()) {
            node.forEach(element -> collect(element, depth + 1));
        } else if (node.isObject()) {
            collectNamed(node, depth);
        }
    }

    private void collectNamed(JsonNode node, int depth) {
        int before = found.size();
        for (String name : NAMES) {
            collect(node.path(name), depth + 1);
            if (found.size() > before) {
                return;
            }
        }
    }

    private void collectText(String text, int depth) {
        if (URL.matcher(text).matches()) {
            found.add(text);
        } else if (text.startsWith("[") || text.startsWith("{") || text.startsWith("\"")) {
            CallbackJson.value(text)
                    .ifPresentOrElse(inner -> collect(inner, depth + 1), () -> collectBracketed(text, depth));
        } else {
            readable &= text.isEmpty();
        }
    }

    private void collectBracketed(String text, int depth) {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            readable = false;
            return;
        }
        for (String part : text.substring(1, text.length() - 1).split("\\s*,\\s*(?=https?://)")) {
            collectText(part.strip(), depth + 1);
        }
    }
}
