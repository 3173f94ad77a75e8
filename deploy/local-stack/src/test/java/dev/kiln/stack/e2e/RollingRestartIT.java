package dev.kiln.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationParked;
import dev.kiln.stack.Part;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A dispatcher that is asked to stop while many of its creates are under way, and its successor, twice. */
class RollingRestartIT {
    private static final String DISPATCHER = Part.DISPATCHER.title();
    private static final int RESTARTS = 2;
    private static final int REQUESTS = 40;
    /** Each with Kie's limit, so that many creates are in flight. */
    private static final int ACCOUNTS = 5;

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);
    /** Longer than a claim takes, so that some are always in flight. */
    private static final String SLOW = "PT1.5S";

    private static RunningStack kiln;

    @BeforeAll
    static void start() {
        var simulator = new HashMap<String, String>();
        simulator.put("KIE_SIMULATOR_ALWAYS", "slow");
        simulator.put("KIE_SIMULATOR_SLOW", SLOW);
        var dispatcher = new HashMap<String, String>();
        for (var account = 1; account < ACCOUNTS; account++) {
            var key = "sim_" + UUID.randomUUID();
            simulator.put("KIE_SIMULATOR_ACCOUNTS__A" + account + "__KEY", key);
            dispatcher.put("KILN_KIE_ACCOUNTS__A" + account + "__API_KEY", key);
        }
        kiln = RunningStack.start("rolling", Map.of(Part.SIMULATOR, simulator, Part.DISPATCHER, dispatcher));
    }

    @AfterAll
    static void stop() {
        if (kiln != null) {
            kiln.close();
        }
    }

    @Test
    void aRollingRestartUnderLoadMakesNoDoubtAndLosesNothing() throws Exception {
        List<String> ids = new CopyOnWriteArrayList<>();
        for (int restart = 0; restart < RESTARTS; restart++) {
            var load = Thread.ofVirtual().start(() -> {
                for (int request = 0; request < REQUESTS; request++) {
                    ids.add(kiln.submit(RunningStack.MODEL, kiln.input("")));
                }
            });
            awaitCreatesInFlight();
            stopAndSeeReadinessGoFirst();
            kiln.processes().startAgain(DISPATCHER);
            load.join();
        }

        kiln.judgeAtQuiescence();
        assertThat(ids).hasSize(RESTARTS * REQUESTS);
        assertThat(kiln.stack().events().all())
                .extracting(Envelope::event)
                .noneMatch(event -> event instanceof GenerationInDoubt || event instanceof GenerationParked);
        assertThat(log().lines()
                        .filter(line -> line.contains("every create is answered, every record taken is stored,"
                                + " every event is published")))
                .hasSize(RESTARTS);
    }

    private static void awaitCreatesInFlight() {
        await().atMost(Duration.ofSeconds(30)).until(() -> inFlight() >= 3);
    }

    private static double inFlight() throws Exception {
        return get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("kiln_dispatcher_creates_in_flight"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void stopAndSeeReadinessGoFirst() {
        var notReady = new AtomicBoolean();
        kiln.processes().askToStop(DISPATCHER);
        await().atMost(STOPS_WITHIN).pollInterval(Duration.ofMillis(20)).until(() -> {
            notReady.compareAndSet(false, answersNotReady());
            return !kiln.processes().isAlive(DISPATCHER);
        });
        assertThat(notReady).as("readiness went while it still worked").isTrue();
    }

    private static boolean answersNotReady() throws InterruptedException {
        try {
            return get("/q/health/ready").statusCode() == 503;
        } catch (IOException gone) {
            return false;
        }
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var uri = URI.create(kiln.processes().ports().managementUrl(Part.DISPATCHER) + path);
        var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String log() throws IOException {
        return Files.readString(kiln.processes().logs().resolve(DISPATCHER + ".log"));
    }
}
