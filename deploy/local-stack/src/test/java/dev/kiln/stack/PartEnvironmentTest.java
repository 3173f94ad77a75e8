package dev.kiln.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartEnvironmentTest {
    private final StackPorts ports = StackPorts.pick();
    private final StackSecrets secrets = StackSecrets.create();

    @Test
    void leadsTheDispatcherToTheSimulatedKieWithItsKey() {
        var dispatcher = environment(StackOptions.of(Path.of("."), "test")).of(Part.DISPATCHER);
        var simulator = environment(StackOptions.of(Path.of("."), "test")).of(Part.SIMULATOR);
        assertThat(dispatcher).containsEntry("KILN_KIE_BASE_URL", ports.url(Part.SIMULATOR));
        assertThat(dispatcher.get("KIE_API_KEY")).isEqualTo(simulator.get("KIE_SIMULATOR_ACCOUNTS__MAIN__KEY"));
    }

    @Test
    void givesOnlyTheHashOfACallersKeyToTheServices() {
        for (var part : Part.values()) {
            assertThat(environment(StackOptions.of(Path.of("."), "test")).of(part))
                    .doesNotContainValue(secrets.apiKey());
        }
        assertThat(secrets.toString()).doesNotContain(secrets.apiKey());
    }

    @Test
    void addsWhatTheOptionsSayForOnePart() {
        var options = StackOptions.of(Path.of("."), "test")
                .withTasksOf(Duration.ofMillis(1), Duration.ofMillis(2))
                .withEnvironment(Map.of(Part.BILLING, Map.of("A", "b")));
        assertThat(environment(options).of(Part.BILLING)).containsEntry("A", "b");
        assertThat(environment(options).of(Part.GATEWAY)).doesNotContainKey("A");
        assertThat(environment(options).of(Part.SIMULATOR))
                .containsEntry("KIE_SIMULATOR_TASK_DURATION_MIN", "PT0.001S");
    }

    private PartEnvironment environment(StackOptions options) {
        return new PartEnvironment(ports, secrets, options);
    }
}
