package dev.kiln.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.catalog.Catalog;
import dev.kiln.catalog.Model;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationParked;
import dev.kiln.stack.Part;
import dev.kiln.stack.client.BillingClient;
import dev.kiln.stack.client.GatewayClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each service in turn is replaced as Kubernetes replaces it by the manifests, while requests and callbacks flow. */
class RollingUpgradeIT {
    private static final List<Part> SERVICES = List.of(Part.CALLBACK, Part.DISPATCHER, Part.BILLING, Part.GATEWAY);
    private static final List<Model> MODELS = Catalog.bundled().models();
    private static final Path MANIFESTS = Path.of(System.getProperty("kiln.root"), "deploy/k8s/base");
    /** After this, every balancer has heard that a replica goes; the manifests wait longer before they stop it. */
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(3);

    private static final int ACCOUNTS = 5;
    private static final Duration BREATH = Duration.ofMillis(300);

    private static final Map<Part, Balancer> BALANCERS =
            Map.of(Part.GATEWAY, Balancer.start(), Part.CALLBACK, Balancer.start(), Part.BILLING, Balancer.start());
    private static RunningStack kiln;

    private final AtomicInteger asked = new AtomicInteger();
    private final Map<String, String> idByKey = new ConcurrentHashMap<>();
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<Throwable> refused = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        var simulator = new HashMap<String, String>();
        simulator.put("KIE_SIMULATOR_ALWAYS", "slow");
        simulator.put("KIE_SIMULATOR_SLOW", "PT1S");
        var dispatcher = new HashMap<String, String>();
        dispatcher.put("KILN_CALLBACK_PUBLIC_URL", BALANCERS.get(Part.CALLBACK).url());
        for (var account = 1; account < ACCOUNTS; account++) {
            var key = "sim_" + UUID.randomUUID();
            simulator.put("KIE_SIMULATOR_ACCOUNTS__A" + account + "__KEY", key);
            dispatcher.put("KILN_KIE_ACCOUNTS__A" + account + "__API_KEY", key);
        }
        kiln = RunningStack.start("upgrade", Map.of(Part.SIMULATOR, simulator, Part.DISPATCHER, dispatcher));
        BALANCERS.forEach((part, balancer) -> balancer.add(kiln.stack().ports().url(part)));
    }

    @AfterAll
    static void stop() {
        if (kiln != null) {
            kiln.close();
        }
        BALANCERS.values().forEach(Balancer::close);
    }

    @Test
    void aRollingUpgradeOfEveryServiceUnderLoadLosesNothingAndRefusesNobody() throws Exception {
        var load = Executors.newScheduledThreadPool(2);
        load.scheduleWithFixedDelay(this::ask, 0, BREATH.toMillis(), TimeUnit.MILLISECONDS);
        load.scheduleWithFixedDelay(this::askUnderAKey, 0, BREATH.toMillis(), TimeUnit.MILLISECONDS);
        awaitAccepted(10);
        for (var service : SERVICES) {
            replace(service);
        }
        awaitAccepted(accepted.size() + 10);
        load.shutdown();
        assertThat(load.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

        assertThat(refused).isEmpty();
        assertThat(idByKey)
                .isNotEmpty()
                .allSatisfy((key, id) -> assertThat(
                                gateway().submitOnce(key, MODELS.getFirst().id(), example(MODELS.getFirst())))
                        .as("repeated at the successor")
                        .contains(id));
        kiln.judgeAtQuiescence(new BillingClient(
                BALANCERS.get(Part.BILLING).url(), kiln.processes().apiKey(), Clock.systemUTC()));
        assertThat(BALANCERS).allSatisfy((part, balancer) -> {
            assertThat(balancer.failures()).as(part.title()).isEmpty();
            assertThat(balancer.requests()).as(part.title()).isPositive();
        });
        assertThat(kiln.stack().simulator().truth().calledBack()).hasSizeGreaterThanOrEqualTo(accepted.size());
        assertThat(kiln.stack().events().all())
                .extracting(Envelope::event)
                .noneMatch(event -> event instanceof GenerationInDoubt || event instanceof GenerationParked);
    }

    /** One more beside it, then the end of the old one: maxSurge 1, maxUnavailable 0. */
    private static void replace(Part service) throws IOException {
        var successor = kiln.processes().startReplica(service.title(), 2);
        var balancer = BALANCERS.get(service);
        if (balancer != null) {
            balancer.add(successor.url());
        }
        var manifest = Files.readString(MANIFESTS.resolve(service.title()).resolve("deployment.yaml"));
        var preStop = seconds(manifest, "sleep: \\{seconds: (\\d+)}");
        var grace = seconds(manifest, "terminationGracePeriodSeconds: (\\d+)");
        assertThat(preStop).isGreaterThan(HEARD_WITHIN);

        pass(HEARD_WITHIN);
        if (balancer != null) {
            balancer.remove(kiln.stack().ports().url(service));
        }
        pass(preStop.minus(HEARD_WITHIN));
        kiln.processes().askToStop(service.title());
        await("the end of the old " + service.title())
                .atMost(grace.minus(preStop))
                .until(() -> !kiln.processes().isAlive(service.title()));
    }

    private static Duration seconds(String manifest, String pattern) {
        var found = Pattern.compile(pattern).matcher(manifest);
        assertThat(found.find()).as(pattern).isTrue();
        return Duration.ofSeconds(Long.parseLong(found.group(1)));
    }

    private static void pass(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusSeconds(5)).until(() -> System.nanoTime() >= end);
    }

    private void ask() {
        tried(() -> {
            var model = next();
            var id = gateway()
                    .submit(model.id(), example(model), "upgrade")
                    .path("id")
                    .asText();
            accepted.add(kiln.accepted(id));
            assertThat(gateway().generation(id)).as("read back").isPresent();
        });
    }

    private void askUnderAKey() {
        tried(() -> {
            var key = UUID.randomUUID().toString();
            var id = gateway().submitOnce(key, MODELS.getFirst().id(), example(MODELS.getFirst()));
            assertThat(id).as("accepted").isPresent();
            idByKey.put(key, id.get());
            accepted.add(kiln.accepted(id.get()));
        });
    }

    private void tried(Runnable request) {
        try {
            request.run();
        } catch (RuntimeException | AssertionError e) {
            refused.add(e);
        }
    }

    private void awaitAccepted(int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> accepted.size() >= count);
    }

    private Model next() {
        return MODELS.get(asked.getAndIncrement() % MODELS.size());
    }

    private static ObjectNode example(Model model) {
        return RunningStack.example(model.id());
    }

    private static GatewayClient gateway() {
        return new GatewayClient(
                BALANCERS.get(Part.GATEWAY).url(), kiln.processes().apiKey());
    }
}
