package dev.kiln.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.stack.kie.KieKeys;
import dev.kiln.stack.kie.KieServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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

    @Test
    void leadsTheDispatcherAloneToAKieThatIsElsewhere() {
        var keys = new KieKeys(Map.of("main", "key-1", "second", "key-2"));
        var server = new KieServer(KieServer.REAL, keys, Optional.of(URI.create("https://tunnel.example.com")));
        var options = elsewhere(server, OptionalInt.of(8082));
        var environment = new PartEnvironment(StackPorts.pick(OptionalInt.of(8082)), secrets, options);

        assertThat(environment.of(Part.DISPATCHER))
                .containsEntry("KILN_KIE_BASE_URL", "https://api.kie.ai")
                .containsEntry("KIE_API_KEY", "key-1")
                .containsEntry("KILN_KIE_ACCOUNTS__SECOND__API_KEY", "key-2")
                .containsEntry("KILN_CALLBACK_PUBLIC_URL", "https://tunnel.example.com");
        assertThat(environment.of(Part.CALLBACK))
                .containsEntry("QUARKUS_HTTP_PORT", "8082")
                .doesNotContainKey("KILN_CALLBACK_HMAC_KEYS");
        for (var part : List.of(Part.GATEWAY, Part.CALLBACK, Part.BILLING)) {
            assertThat(environment.of(part)).doesNotContainValue("key-1").doesNotContainValue("key-2");
        }
        assertThat(options.parts()).doesNotContain(Part.SIMULATOR);
        assertThat(options.toString()).doesNotContain("key-1");
    }

    @Test
    void leavesItToPollsWhereNobodyCanCallBack() {
        var server = new KieServer(KieServer.REAL, new KieKeys(Map.of("second", "key-2")), Optional.empty());
        var dispatcher = environment(elsewhere(server, OptionalInt.empty())).of(Part.DISPATCHER);
        assertThat(dispatcher).doesNotContainKeys("KILN_CALLBACK_PUBLIC_URL", "KIE_API_KEY");
    }

    private static StackOptions elsewhere(KieServer server, OptionalInt callbackPort) {
        return StackOptions.of(Path.of("."), "test").withKie(new StackOptions.Kie.Elsewhere(server, callbackPort));
    }

    private PartEnvironment environment(StackOptions options) {
        return new PartEnvironment(ports, secrets, options);
    }
}
