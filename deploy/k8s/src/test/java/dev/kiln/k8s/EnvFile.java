package dev.kiln.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A file of variables as Kustomize reads it. */
final class EnvFile {
    private EnvFile() {}

    /** By its path below the base. */
    static Map<String, String> read(String path) {
        var variables = new LinkedHashMap<String, String>();
        try {
            for (var line : Files.readAllLines(Path.of("base").toAbsolutePath().resolve(path))) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    int sign = line.indexOf('=');
                    variables.put(line.substring(0, sign), line.substring(sign + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return variables;
    }
}
