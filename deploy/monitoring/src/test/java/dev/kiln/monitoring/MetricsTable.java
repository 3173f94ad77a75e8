package dev.kiln.monitoring;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names that the documents promise. */
final class MetricsTable {
    private static final Pattern ROW = Pattern.compile("^\\| `(kiln_[a-z_]+)` \\|", Pattern.MULTILINE);
    private static final Path OVERVIEW = Project.ROOT.resolve("docs/metrics.md");
    private static final Path DISPATCHERS = Project.ROOT.resolve("dispatcher-service/README.md");

    private MetricsTable() {}

    /** Of the part of the overview that is a service's. */
    static Set<String> of(String service) {
        var text = Project.read(OVERVIEW);
        int start = text.indexOf("\n## " + service + "\n");
        int end = text.indexOf("\n## ", start + 1);
        return rows(text.substring(start, end < 0 ? text.length() : end));
    }

    /** All of them, the dispatcher's own table included. */
    static Set<String> all() {
        var names = rows(Project.read(OVERVIEW));
        names.addAll(rows(Project.read(DISPATCHERS)));
        return names;
    }

    private static Set<String> rows(String text) {
        var names = new TreeSet<String>();
        var rows = ROW.matcher(text);
        while (rows.find()) {
            names.add(rows.group(1));
        }
        return names;
    }
}
