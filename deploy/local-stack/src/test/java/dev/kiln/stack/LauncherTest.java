package dev.kiln.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @TempDir
    private Path root;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Ask nobody = new Ask(false, InputStream.nullInputStream(), System.err);

    @Test
    void endsWith2AndTheUsageWhereAnArgumentIsUnknown() {
        assertThat(run("demo", "--wrong")).isEqualTo(2);
        assertThat(err.toString()).contains("--wrong").contains("Usage: ./kiln demo");
        assertThat(run("dmo")).isEqualTo(2);
        assertThat(run("demo", "extra")).isEqualTo(2);
    }

    @Test
    void tellsOfEveryOptionOfACommandThatIsAsked() {
        assertThat(run("up", "--help")).isZero();
        assertThat(out.toString()).contains("--real | --kie=URL");
        assertThat(run("dlq", "replay", "-h")).isZero();
        assertThat(out.toString()).contains("Usage: ./kiln dlq replay").contains("--again");
    }

    @Test
    void endsWith1AndNamesTheLogsWhereTheStackDoesNotStart() {
        assertThat(run("demo")).isEqualTo(1);
        assertThat(err.toString())
                .contains("is not built")
                .contains(root.resolve("target/local-stack/demo/logs").toString());
    }

    @Test
    void aRestoreNeedsADispatcherAReasonAndAnOperatorsKey() {
        assertThat(run("restore")).isEqualTo(2);
        assertThat(err.toString()).contains("--why");
        assertThat(run("restore", "--why", "the disk failed")).isEqualTo(2);
        assertThat(err.toString()).contains("no ./kiln up is running here");
        assertThat(run("restore", "--why", "the disk failed", "--dispatcher", "http://localhost:1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("KILN_OPERATOR_KEY");
    }

    private int run(String... arguments) {
        return Launcher.commandLine(root, false, nobody)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
