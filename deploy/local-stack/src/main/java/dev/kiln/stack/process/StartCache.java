package dev.kiln.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A JVM's cache of what an application loads and links while it starts (JEP 483 and 514, so from Java 25 on). It is written at
 * the end of a training run and holds for the very jar and JVM that it was made with.
 */
public record StartCache(Path jar) {
    private static final int FIRST_JAVA = 25;

    /** Java 25 warns, on the output, of adapters that it makes anew, which does no harm. */
    private static final String QUIET = "-Xlog:aot*=error";

    public static boolean isPossible() {
        return Runtime.version().feature() >= FIRST_JAVA;
    }

    /** Older than its jar it is of an earlier build. */
    public boolean isThere() {
        var file = file().toFile();
        return file.exists() && file.lastModified() >= jar.toFile().lastModified();
    }

    /** Of a JVM that starts faster where the cache is there. */
    public List<String> use() {
        return isPossible() && isThere() ? List.of("-XX:AOTCache=" + file(), QUIET) : List.of();
    }

    /** Of the training run: its JVM writes the cache when it ends by itself, which takes some seconds. */
    public List<String> train() {
        return List.of("-XX:AOTCacheOutput=" + written());
    }

    /** After the training run's JVM has ended by itself. */
    public void keep() {
        try {
            Files.move(written(), file(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the training run wrote no cache", e);
        }
    }

    /** Beside the application's folder, which is what images are made of. */
    private Path file() {
        return jar.getParent().resolveSibling("start.aot");
    }

    private Path written() {
        return jar.getParent().resolveSibling("start.aot.new");
    }
}
