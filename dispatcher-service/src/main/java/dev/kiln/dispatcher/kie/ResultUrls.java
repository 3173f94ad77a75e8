package dev.kiln.dispatcher.kie;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Links to result files, in whatever wrapping: a list, an object, one text, JSON inside a text (once or twice), or a text
 * of the form {@code [link, link]}.
 */
final class ResultUrls {

    private static final int DEEPEST = 6;
    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"<>]+");
    private static final Pattern BETWEEN_LINKS = Pattern.compile("\\s*,\\s*(?=https?://)");

    /** The first of these that leads to a link counts, so that previews and originals do not mix with results. */
    private static final List<String> NAMES = List.of(
            "resultUrls",
            "result_urls",
            "resultUrl",
            "resultImageUrl",
            "outputs",
            "urls",
            "url",
            "video_url",
            "resultWaterMarkUrls");

    private final Set<String> links = new LinkedHashSet<>();
    private boolean garbled;

    private ResultUrls() {}

    /** In Kie's order, each once. Empty where something stands there that cannot be read at all. */
    static Optional<List<String>> in(JsonNode node) {
        ResultUrls urls = new ResultUrls();
        urls.add(node, 0);
        return urls.links.isEmpty() && urls.garbled ? Optional.empty() : Optional.of(List.copyOf(urls.links));
    }

    private void add(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            garbled = true;
        } else if (node.isArray()) {
            node.forEach(element -> add(element, depth + 1));
        } else if (node.isObject()) {
            addNamed(node, depth);
        } else if (node.isTextual()) {
            addText(node.textValue().strip(), depth);
        }
    }

    private void addNamed(JsonNode object, int depth) {
        int before = links.size();
        for (String name : NAMES) {
            add(object.path(name), depth + 1);
            if (links.size() > before) {
                return;
            }
        }
    }

    private void addText(String text, int depth) {
        if (text.isEmpty()) {
            return;
        }
        if (LINK.matcher(text).matches()) {
            links.add(text);
            return;
        }
        KieJson.value(text)
                .filter(JsonNode::isContainerNode)
                .ifPresentOrElse(inner -> add(inner, depth + 1), () -> addBracketed(text));
    }

    private void addBracketed(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String list = bracketed ? text.substring(1, text.length() - 1).strip() : text;
        for (String part : BETWEEN_LINKS.split(list)) {
            if (LINK.matcher(part).matches()) {
                links.add(part);
            } else {
                garbled = true;
            }
        }
    }
}
