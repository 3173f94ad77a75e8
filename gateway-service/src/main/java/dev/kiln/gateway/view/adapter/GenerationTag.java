package dev.kiln.gateway.view.adapter;

import dev.kiln.gateway.view.Generation;
import java.util.Arrays;
import java.util.List;

/**
 * The entity tag of a generation, weak: the sequence that is shown, and whether the time of the request is known.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3">RFC 9110</a>
 */
record GenerationTag(String text) {

    private static final String WEAK = "W/";

    static GenerationTag of(Generation generation) {
        String time = generation.standing().acceptedAt() == null ? "" : "t";
        return new GenerationTag(WEAK + '"' + generation.standing().sequence() + time + '"');
    }

    /** Compared weakly with the tags of {@code If-None-Match}. */
    boolean isAmong(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || opaque(tag).equals(opaque(text)));
    }

    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }
}
