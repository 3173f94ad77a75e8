package dev.kiln.callback.receive.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.callback.Samples;
import dev.kiln.contract.Envelope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(KafkaAwayTest.FewPlaces.class)
@WithTestResource(StoppableKafka.class)
class KafkaAwayTest {

    private static final int PLACES = 4;
    private static final Duration KAFKA_IS_BACK = Duration.ofSeconds(30);

    private final String servers;
    private final URI management;
    private StoppableKafka kafka;

    KafkaAwayTest(
            @ConfigProperty(name = "kafka.bootstrap.servers") String servers,
            @ConfigProperty(name = "test.management.url") URI management) {
        this.servers = servers;
        this.management = management;
    }

    @Test
    void answers503WithinFiveSecondsWhileKafkaIsAwayAndLosesNothing() {
        Caller caller = Caller.of("jobs", "away");
        assertThat(posts(caller)).isEqualTo(200);

        kafka.goAway();
        long begin = System.nanoTime();
        Response refused = caller.postsSigned(Samples.body("jobs/success"), "6c1f0e5a4b3d42c19a7788e0f2d3c4b5");
        Duration waited = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(waited).isLessThan(Duration.ofSeconds(5));
        assertThat(manyAtOnce(PLACES * 4)).containsOnly(503);
        assertThat(given().get(management.resolve("/q/health/live")).statusCode())
                .isEqualTo(200);
        await().atMost(KAFKA_IS_BACK)
                .until(() -> given().get(management.resolve("/q/health/ready")).statusCode() == 503);

        kafka.comeBack();
        await().atMost(KAFKA_IS_BACK).until(() -> posts(caller) == 200);

        List<Envelope> said = new TaskTopic(servers, "kiln.").eventsOf(caller.generationId());
        assertThat(said).hasSizeGreaterThanOrEqualTo(2);
        assertThat(said).extracting(Envelope::id).containsOnly(said.get(0).id());
        await().atMost(KAFKA_IS_BACK)
                .until(() -> given().get(management.resolve("/q/health/ready")).statusCode() == 200);
        await().atMost(KAFKA_IS_BACK)
                .until(() -> given().get(management.resolve("/q/metrics"))
                        .asString()
                        .contains("kiln_callback_in_flight 0.0"));
    }

    private static int posts(Caller caller) {
        return caller.postsSigned(Samples.body("jobs/success"), "6c1f0e5a4b3d42c19a7788e0f2d3c4b5")
                .statusCode();
    }

    private static List<Integer> manyAtOnce(int callers) {
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, callers)
                    .mapToObj(index -> Caller.of("jobs", "many-" + index))
                    .map(caller -> CompletableFuture.supplyAsync(() -> posts(caller), threads))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }

    public static final class FewPlaces implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kiln.callback.max-in-flight", Integer.toString(PLACES));
        }
    }
}
