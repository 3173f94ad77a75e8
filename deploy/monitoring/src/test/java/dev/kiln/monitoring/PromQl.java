package dev.kiln.monitoring;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** As much of PromQL as it takes to find the metrics that a query names. */
final class PromQl {
    private static final Set<String> WORDS = Set.of(
            "and", "or", "unless", "bool", "offset", "on", "by", "without", "ignoring", "group_left", "group_right");
    private static final Pattern NOISE = Pattern.compile(
            "\\{[^}]*}|\\[[^]]*]|\"[^\"]*\"|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)|\\boffset\\s+\\w+");
    private static final Pattern NAME = Pattern.compile("\\b[a-z_][a-z0-9_]*\\b(?!\\s*\\()");

    private PromQl() {}

    /** The names of metrics, without what a histogram or timer adds to its own. */
    static Set<String> metrics(String query) {
        var names = new TreeSet<String>();
        var found = NAME.matcher(NOISE.matcher(query).replaceAll(" "));
        while (found.find()) {
            if (!WORDS.contains(found.group())) {
                names.add(found.group().replaceAll("_(count|sum|max|bucket)$", ""));
            }
        }
        return names;
    }
}
