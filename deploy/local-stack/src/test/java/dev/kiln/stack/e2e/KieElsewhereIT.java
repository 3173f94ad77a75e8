package dev.kiln.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.backends.FreePort;
import dev.kiln.contract.Credits;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import dev.kiln.stack.StackOptions;
import dev.kiln.stack.client.SimulatorClient;
import dev.kiln.stack.guarantee.Truth;
import dev.kiln.stack.kie.Accounts;
import dev.kiln.stack.kie.Balance;
import dev.kiln.stack.kie.KieKeys;
import dev.kiln.stack.kie.KieServer;
import dev.kiln.stack.process.Child;
import dev.kiln.stack.process.ChildSpec;
import dev.kiln.stack.process.JavaCommand;
import dev.kiln.stack.process.JavaFlags;
import dev.kiln.stack.process.Readiness;
import dev.kiln.stack.process.Spawner;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that speaks Kie's API and is no part of the stack, with two accounts, and no way to call back. */
class KieElsewhereIT {
    private static final Path ROOT =
            Path.of(System.getProperty("kiln.root")).toAbsolutePath().normalize();
    private static final KieKeys KEYS = new KieKeys(Map.of("main", "key-of-main", "second", "key-of-second"));

    private final URI url = URI.create("http://127.0.0.1:" + FreePort.pick());
    /** Kept: a child ends with the one that started it. */
    private final Spawner spawner = new Spawner();

    private Child kie;

    @BeforeEach
    void start() {
        var jar = ROOT.resolve("deploy/kie-simulator/target/quarkus-app/quarkus-run.jar");
        var environment = Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(url.getPort()),
                "KIE_SIMULATOR_ACCOUNTS__MAIN__KEY", "key-of-main",
                "KIE_SIMULATOR_ACCOUNTS__SECOND__KEY", "key-of-second",
                "KIE_SIMULATOR_TASK_DURATION_MIN", "PT0.1S",
                "KIE_SIMULATOR_TASK_DURATION_MAX", "PT0.5S");
        var log = ROOT.resolve("target/local-stack/elsewhere-kie.log");
        kie = spawner.start(new ChildSpec(
                "kie elsewhere", JavaCommand.jar(JavaFlags.fastStart().of("kie"), jar, 128), environment, log, false));
        Readiness.awaitHttp(kie, url.resolve("/q/health/ready"), Duration.ofSeconds(60));
    }

    @AfterEach
    void stop() {
        kie.askToStop();
        kie.stopWithin(Duration.ofSeconds(10));
    }

    @Test
    void bothAccountsWorkAndPollsAloneBringTheResults() {
        var server = new KieServer(url, KEYS, Optional.empty());
        var before = Accounts.read(server);
        assertThat(before.problems()).isEmpty();
        var options = StackOptions.of(ROOT, "elsewhere")
                .withKie(new StackOptions.Kie.Elsewhere(server, OptionalInt.empty()))
                .withEnvironment(Map.of(Part.DISPATCHER, Map.of("KILN_POLL_FIRST_AFTER", "PT2S")));
        try (var stack = LocalStack.start(options)) {
            var ids = new ArrayList<String>();
            for (var i = 0; i < 24; i++) {
                var input = RunningStack.example(RunningStack.MODEL).put("prompt", "Boat " + i);
                ids.add(stack.gateway()
                        .submit(RunningStack.MODEL, input, "elsewhere")
                        .path("id")
                        .asText());
            }
            ids.forEach(id -> awaitSuccess(stack, id));
        }
        var truth = new SimulatorClient(url.toString(), new BigDecimal(1_000_000)).truth();
        assertThat(truth.creates()).hasSize(24);
        assertThat(truth.creates()).extracting(Truth.Create::account).containsOnly("main", "second");
        assertThat(truth.creates()).extracting(Truth.Create::generationId).containsOnlyNulls();
        assertThat(spent(before, Accounts.read(server))).isEqualTo(Credits.of(24L * 50));
    }

    private static void awaitSuccess(LocalStack stack, String id) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var generation = stack.gateway().generation(id).orElseThrow();
            assertThat(generation.path("status").asText()).isEqualTo("succeeded");
        });
    }

    private static Credits spent(Accounts before, Accounts after) {
        return before.balances().keySet().stream()
                .map(account -> credits(before, account).minus(credits(after, account)))
                .reduce(Credits.ZERO, Credits::plus);
    }

    private static Credits credits(Accounts accounts, String account) {
        return ((Balance.Known) accounts.balances().get(account)).credits();
    }
}
