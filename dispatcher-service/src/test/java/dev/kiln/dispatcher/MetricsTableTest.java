package dev.kiln.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts are written against the README's table: it names every metric that the code makes, and no other. */
class MetricsTableTest {

    private static final Pattern NAME = Pattern.compile("\"(kiln_[a-z_]+)\"");

    @Test
    void theTableNamesTheMetricsOfTheCode() throws IOException {
        assertThat(new MetricsTable().names()).containsExactlyInAnyOrderElementsOf(inTheCode());
    }

    private static Set<String> inTheCode() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                NAME.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
            }
        }
        return names;
    }
}
