package dev.kiln.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SpawnerTest {
    @TempDir
    private Path directory;

    @Test
    void keepsFromAChildWhatCouldLeadItToTheRealKie() {
        var child = start("env; exit 0", Map.of("KIE_SIMULATOR_SEED", "7"));
        child.stopWithin(Duration.ofSeconds(10));
        assertThat(child.spec().log())
                .content()
                .contains("KIE_SIMULATOR_SEED=7")
                .doesNotContain("KIE_API_KEY");
    }

    @Test
    void killsAChildThatDoesNotStopInTime() {
        var child = start("trap '' TERM; while :; do sleep 1; done", Map.of());
        child.askToStop();
        child.stopWithin(Duration.ofMillis(200));
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void letsNoChildOutliveALauncherThatIsKilled() throws Exception {
        var launcher = new ProcessBuilder(JavaCommand.main(
                        JavaFlags.fastStart().all(),
                        SpawnAndWait.class.getName(),
                        64,
                        directory.resolve("log").toString()))
                .redirectErrorStream(true)
                .start();
        var grandchild = Long.parseLong(launcher.inputReader().readLine());
        assertThat(ProcessHandle.of(grandchild)).isPresent();

        launcher.destroyForcibly().waitFor();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> ProcessHandle.of(grandchild)
                        .map(ProcessHandle::isAlive)
                        .orElse(false)
                        .equals(false));
    }

    private Child start(String script, Map<String, String> environment) {
        var spec = new ChildSpec("child", List.of("bash", "-c", script), environment, directory.resolve("log"), false);
        return new Spawner().start(spec);
    }
}
