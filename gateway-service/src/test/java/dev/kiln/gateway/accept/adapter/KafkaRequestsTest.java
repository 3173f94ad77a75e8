package dev.kiln.gateway.accept.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.catalog.Catalog;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.gateway.Events;
import dev.kiln.gateway.Requests;
import dev.kiln.gateway.accept.AcceptGeneration;
import dev.kiln.gateway.accept.Appending;
import dev.kiln.gateway.accept.ReadRequest;
import dev.kiln.gateway.identity.MintedIds;
import dev.kiln.gateway.problem.Problem;
import dev.kiln.gateway.problem.ProblemException;
import dev.kiln.gateway.problem.ProblemKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a broker that takes connections and never answers. */
class KafkaRequestsTest {

    private static final int SECONDS = 6;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private ServerSocket silentBroker;
    private KafkaRequests requests;

    @BeforeEach
    void connect() throws IOException {
        silentBroker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        requests = KafkaRequests.connect(
                Map.of("bootstrap.servers", "127.0.0.1:" + silentBroker.getLocalPort()),
                new CloudEventsCodec("test."),
                new IntakeBounds(4, Duration.ofMillis(1500), Duration.ofSeconds(5)),
                meters,
                OpenTelemetry.noop().getTracer("off"));
    }

    @AfterEach
    void disconnect() throws IOException {
        requests.close();
        silentBroker.close();
    }

    @Test
    void answersWithinSecondsThatTheAcceptanceIsUnknown() {
        var reader = new ReadRequest(Catalog.bundled(), Clock.systemUTC());
        var ids = new MintedIds("a-tag-key-of-thirty-two-characters", Clock.systemUTC(), new Random(1));
        var resource = new GenerationsResource(new AcceptGeneration(reader, ids, requests), null, meters);
        byte[] body = Requests.kling().toString().getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(
                        () -> resource.accept(body, List.of(), "acme").await().atMost(Duration.ofSeconds(SECONDS)))
                .isInstanceOfSatisfying(ProblemException.class, failure -> {
                    Problem problem = failure.problem();
                    assertThat(problem.kind()).isEqualTo(ProblemKind.ACCEPTANCE_UNKNOWN);
                    assertThat(ids.verify("acme", problem.generationId())).isPresent();
                    assertThat(problem.retryAfter()).isPositive();
                });
        assertThat(meters.get("kiln.gateway.publish.failures").counter().count())
                .isEqualTo(1);
    }

    @Test
    void turnsAwayWhatIsTooMuchAtOnceAndStartsNothingLate() {
        List<CompletableFuture<Appending>> appendings =
                Stream.generate(this::append).limit(5).toList();

        List<Appending> results =
                appendings.stream().map(CompletableFuture::join).toList();

        assertThat(results.get(4)).isEqualTo(Appending.NOT_SENT);
        assertThat(results.get(0)).isEqualTo(Appending.UNKNOWN);
        assertThat(results.get(3)).isEqualTo(Appending.NOT_SENT);
    }

    @Test
    void givesBackThePermitOfARequestThatCannotBeWritten() {
        for (int i = 0; i < 5; i++) {
            assertThat(requests.append(unwritable()).toCompletableFuture().join())
                    .isEqualTo(Appending.NOT_SENT);
        }

        assertThat(meters.get("kiln.gateway.publishes.in.flight").gauge().value())
                .isZero();
        assertThat(meters.get("kiln.gateway.publish.failures").counter().count())
                .isEqualTo(5);
    }

    /** Its time is further away than a CloudEvent can say. */
    private static Envelope unwritable() {
        Envelope good = Events.of(GenerationIds.ofRequest("acme", "/test", "1")).requested();
        return new Envelope(good.id(), good.source(), Instant.MAX, good.tenantId(), good.event());
    }

    private CompletableFuture<Appending> append() {
        String id = GenerationIds.ofRequest("acme", "/test", "1");
        return requests.append(Events.of(id).requested()).toCompletableFuture().orTimeout(SECONDS, TimeUnit.SECONDS);
    }
}
