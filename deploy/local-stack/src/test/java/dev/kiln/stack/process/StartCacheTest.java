package dev.kiln.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {
    @TempDir
    private Path target;

    private Path jar;
    private StartCache cache;

    @BeforeEach
    void build() throws IOException {
        jar = Files.createDirectories(target.resolve("quarkus-app")).resolve("quarkus-run.jar");
        Files.writeString(jar, "");
        cache = new StartCache(jar);
    }

    @Test
    void isUsedOnceATrainingRunHasWrittenIt() throws IOException {
        assertThat(cache.use()).isEmpty();

        Files.writeString(target.resolve("start.aot.new"), "");
        assertThat(cache.isThere()).isFalse();
        cache.keep();

        assertThat(cache.isThere()).isTrue();
        if (StartCache.isPossible()) {
            assertThat(cache.use()).startsWith("-XX:AOTCache=" + target.resolve("start.aot"));
        }
    }

    @Test
    void isOfNoUseAfterTheNextBuild() throws IOException {
        Files.writeString(target.resolve("start.aot.new"), "");
        cache.keep();
        var written = Files.getLastModifiedTime(target.resolve("start.aot")).toMillis();

        Files.setLastModifiedTime(jar, FileTime.fromMillis(written + 1));

        assertThat(cache.isThere()).isFalse();
        assertThat(cache.use()).isEmpty();
    }

    @Test
    void aRunThatWroteNothingIsTold() {
        assertThatThrownBy(cache::keep).isInstanceOf(UncheckedIOException.class);
    }
}
