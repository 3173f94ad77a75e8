package dev.kiln.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Credits;
import dev.kiln.stack.kie.Accounts;
import dev.kiln.stack.kie.Balance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Nothing here is built, so a stack that is started fails at once: its directory tells that it was. */
class UpCommandTest {
    private static final String KEY = "s3cret-key";
    private static final Map<String, String> ONE_KEY = Map.of("KIE_API_KEY", KEY);

    @TempDir
    private Path root;

    private final StringWriter printed = new StringWriter();
    private final ByteArrayOutputStream questions = new ByteArrayOutputStream();
    private final Map<String, Balance> balances =
            new LinkedHashMap<>(Map.of("main", new Balance.Known(Credits.of("100.5"))));

    @AfterEach
    void neverPrintsAKey() {
        assertThat(printed.toString() + questions).doesNotContain(KEY);
    }

    @Test
    void asksBeforeItSpendsAndTakesNothingButYes() {
        assertThat(run(ONE_KEY, "y\n", "--real")).isEqualTo(1);
        assertThat(wasStarted()).isFalse();
        assertThat(printed.toString())
                .contains("Kie at https://api.kie.ai")
                .containsPattern("main +100.5 credits, US\\$ 0.5025")
                .contains("Nothing was started.");
        assertThat(questions.toString(StandardCharsets.UTF_8)).contains("will spend these credits");

        run(ONE_KEY, "yes\n", "--real");
        assertThat(wasStarted()).isTrue();
    }

    @Test
    void refusesWithoutATerminalUnlessItIsToldThatItMay() {
        assertThat(run(ONE_KEY, null, "--real")).isEqualTo(1);
        assertThat(printed.toString()).contains("Nothing was started").contains("--yes");
        assertThat(wasStarted()).isFalse();

        run(ONE_KEY, null, "--real", "--yes");
        assertThat(wasStarted()).isTrue();
    }

    @Test
    void doesNotAskForAServerOnThisMachine() {
        run(ONE_KEY, null, "--kie", "http://127.0.0.1:1");
        assertThat(wasStarted()).isTrue();
    }

    @Test
    void startsNothingWithoutAKeyThatKieTakes() {
        assertThat(run(Map.of(), null, "--real", "--yes")).isEqualTo(1);
        assertThat(printed.toString()).contains("KIE_API_KEY").doesNotContain("Logs:");

        balances.put("second", new Balance.Refused("Kie refuses the key (401)"));
        assertThat(run(ONE_KEY, null, "--real", "--yes")).isEqualTo(1);
        assertThat(printed.toString()).contains("account second: Kie refuses the key (401)");

        balances.put("second", new Balance.Unknown("no whole answer: ConnectException"));
        assertThat(run(ONE_KEY, null, "--real", "--yes")).isEqualTo(1);
        assertThat(printed.toString())
                .contains("account second: no whole answer")
                .contains("can be reached");
        assertThat(wasStarted()).isFalse();
    }

    @Test
    void takesOneKieAlone() {
        assertThat(run(ONE_KEY, null, "--real", "--kie", "http://127.0.0.1:1")).isEqualTo(2);
        assertThat(run(ONE_KEY, null, "--kie", "not a url")).isEqualTo(2);
        assertThat(run(Map.of("KIE_API_KEY", KEY, "KILN_PUBLIC_URL", "not a url"), null, "--real", "--yes"))
                .isEqualTo(1);
        assertThat(printed.toString()).contains("KILN_PUBLIC_URL is no URL");
        assertThat(wasStarted()).isFalse();
    }

    private boolean wasStarted() {
        return Files.exists(root.resolve("target/local-stack/up"));
    }

    /** @param answer null where there is no terminal */
    private int run(Map<String, String> environment, String answer, String... arguments) {
        var typed = answer == null ? "" : answer;
        var ask = new Ask(
                answer != null,
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(questions, true, StandardCharsets.UTF_8));
        var command = new UpCommand(root, ask, environment, server -> new Accounts(balances));
        return new CommandLine(command)
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(printed))
                .setExecutionExceptionHandler((failure, line, parsed) -> Launcher.report(failure, line))
                .execute(arguments);
    }
}
