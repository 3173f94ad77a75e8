package dev.kiln.kiewire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the links to result files, however they are wrapped: a list, one text, an object under one of many names, JSON
 * inside a text (more than once, too), links in a text with commas between them, in brackets or not. All links of a
 * wrapping can be read, or none is taken from it.
 */
public final class ResultUrls {

    private static final int DEEPEST = 6;
    private static final int MOST_URLS = 64;
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"<>]+");
    private static final Pattern BETWEEN_URLS = Pattern.compile("\\s*,\\s*(?=https?://)");
    private static final Pattern JSON = Pattern.compile("[\\[{\"].*", Pattern.DOTALL);

    /** Where a task's data holds its result, by family and age. */
    private static final List<String> PLACES = List.of("resultJson", "response", "info");

    /** The first of these that leads to a link counts, so that previews and originals do not mix with results. */
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

    private ResultUrls() {}

    /**
     * The links in a task's {@code data}, in a callback or a record: in Kie's order, each once, at most 64. Empty where
     * there is something, and no link can be read in it.
     */
    public static Optional<List<String>> in(JsonNode data) {
        Stream<Optional<Set<String>>> places = PLACES.stream().map(place -> read(data.path(place), 0));
        return first(Stream.concat(places, Stream.of(named(data, 0))))
                .filter(urls -> urls.size() <= MOST_URLS)
                .map(List::copyOf);
    }

    private static Optional<Set<String>> read(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            return Optional.empty();
        }
        if (node.isArray()) {
            return all(node.valueStream().map(element -> read(element, depth + 1)));
        }
        if (node.isObject()) {
            return named(node, depth);
        }
        return node.isTextual() ? text(node.textValue().strip(), depth) : Optional.of(Set.of());
    }

    private static Optional<Set<String>> named(JsonNode object, int depth) {
        return first(NAMES.stream().map(name -> read(object.path(name), depth + 1)));
    }

    private static Optional<Set<String>> text(String text, int depth) {
        if (text.isEmpty()) {
            return Optional.of(Set.of());
        }
        if (!JSON.matcher(text).matches()) {
            return all(BETWEEN_URLS.splitAsStream(text).map(ResultUrls::url));
        }
        return KieJson.value(text).map(inner -> read(inner, depth + 1)).orElseGet(() -> bracketed(text, depth));
    }

    private static Optional<Set<String>> bracketed(String text, int depth) {
        boolean isList = depth < DEEPEST && text.startsWith("[") && text.endsWith("]");
        return isList ? text(text.substring(1, text.length() - 1).strip(), depth + 1) : Optional.empty();
    }

    private static Optional<Set<String>> url(String text) {
        return URL.matcher(text).matches() ? Optional.of(Set.of(text)) : Optional.empty();
    }

    /** Empty where one cannot be read. */
    private static Optional<Set<String>> all(Stream<Optional<Set<String>>> parts) {
        Set<String> urls = new LinkedHashSet<>();
        for (Optional<Set<String>> part : parts.toList()) {
            if (part.isEmpty()) {
                return Optional.empty();
            }
            urls.addAll(part.get());
        }
        return Optional.of(urls);
    }

    /** The first that holds a link; without one, empty where one cannot be read. */
    private static Optional<Set<String>> first(Stream<Optional<Set<String>>> places) {
        List<Optional<Set<String>>> read = places.toList();
        return read.stream()
                .filter(urls -> urls.filter(found -> !found.isEmpty()).isPresent())
                .findFirst()
                .orElseGet(() -> all(read.stream()));
    }
}
