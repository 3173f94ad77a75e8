package dev.kiln.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus's own tool on the rules. Skipped, for all to see, where it is not on the path. */
class PromtoolTest {

    @BeforeEach
    void promtoolIsThere() {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
                "promtool (Debian's package prometheus) is not on the path");
    }

    @Test
    void takesTheRules(@TempDir Path directory) throws Exception {
        assertThat(promtool(directory, "check", "rules", "alerts.yaml")).isZero();
    }

    @Test
    void takesTheConfiguration(@TempDir Path directory) throws Exception {
        assertThat(promtool(directory, "check", "config", "prometheus.yaml")).isZero();
    }

    @Test
    void seesEachAlertWhereItShouldBeAndNotBefore(@TempDir Path directory) throws Exception {
        assertThat(promtool(directory, "test", "rules", "alerts.test.yaml")).isZero();
    }

    private static int promtool(Path directory, String... arguments) throws IOException, InterruptedException {
        var output = directory.resolve("promtool.txt");
        var process = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments))
                        .toList())
                .directory(Project.MONITORING.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        if (process.exitValue() != 0) {
            System.err.println(Files.readString(output));
        }
        return process.exitValue();
    }
}
