package dev.kiln.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Golden examples are added to and never edited: consumers test against them. The list has the form of {@code sha256sum},
 * so that a new example is appended by {@code sha256sum <file> >> FROZEN} in the folder of the examples.
 */
class FrozenExamplesTest {

    @Test
    void everyExampleIsListedAndAsItWas() throws IOException {
        List<String> frozen = Files.readAllLines(Example.FOLDER.resolve("FROZEN"));

        assertThat(present()).containsExactlyInAnyOrderElementsOf(frozen);
    }

    private static List<String> present() throws IOException {
        try (Stream<Path> files = Files.walk(Example.FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> sha256(file) + "  " + Example.FOLDER.relativize(file))
                    .toList();
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Example.bytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
