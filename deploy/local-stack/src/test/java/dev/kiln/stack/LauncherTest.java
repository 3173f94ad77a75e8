package dev.kiln.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @TempDir
    private Path root;

    private final StringWriter err = new StringWriter();

    @Test
    void endsWith2AndTheUsageWhereAnArgumentIsUnknown() {
        assertThat(run("demo", "--wrong")).isEqualTo(2);
        assertThat(err.toString()).contains("--wrong").contains("Usage: ./kiln demo [--json]");
        assertThat(run("dmo")).isEqualTo(2);
        assertThat(run("demo", "extra")).isEqualTo(2);
    }

    @Test
    void endsWith1AndNamesTheLogsWhereTheStackDoesNotStart() {
        assertThat(run("demo")).isEqualTo(1);
        assertThat(err.toString())
                .contains("is not built")
                .contains(root.resolve("target/local-stack/demo/logs").toString());
    }

    private int run(String... arguments) {
        return Launcher.commandLine(root, false).setErr(new PrintWriter(err)).execute(arguments);
    }
}
