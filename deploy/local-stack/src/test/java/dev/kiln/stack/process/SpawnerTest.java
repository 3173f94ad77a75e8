package dev.kiln.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

    private Child start(String script, Map<String, String> environment) {
        var spec = new ChildSpec("child", List.of("bash", "-c", script), environment, directory.resolve("log"), false);
        return new Spawner().start(spec);
    }
}
