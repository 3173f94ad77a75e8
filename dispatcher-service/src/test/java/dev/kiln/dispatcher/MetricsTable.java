package dev.kiln.dispatcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The README's table of metrics. */
final class MetricsTable {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(kiln_[a-z_]+)` \\|([^|]*)\\|");
    private static final Pattern LABEL = Pattern.compile("`([a-z]+)`");

    private final Map<String, Set<String>> labels = new TreeMap<>();

    MetricsTable() {
        ROW.matcher(readme()).results().forEach(row -> {
            Set<String> names = new TreeSet<>();
            LABEL.matcher(row.group(2)).results().forEach(label -> names.add(label.group(1)));
            labels.put(row.group(1), names);
        });
    }

    Set<String> names() {
        return labels.keySet();
    }

    /** Null where it is not in the table. */
    Set<String> labels(String name) {
        return labels.get(name);
    }

    private static String readme() {
        try {
            return Files.readString(Path.of("README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
