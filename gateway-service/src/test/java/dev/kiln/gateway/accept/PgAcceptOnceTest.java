package dev.kiln.gateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.catalog.Catalog;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.gateway.Events;
import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.Requests;
import dev.kiln.gateway.TestClock;
import dev.kiln.gateway.idempotency.Fingerprint;
import dev.kiln.gateway.idempotency.IdempotencyKey;
import dev.kiln.gateway.idempotency.KeyedRequest;
import dev.kiln.gateway.idempotency.Receipt;
import dev.kiln.gateway.idempotency.adapter.PgRegistry;
import dev.kiln.gateway.idempotency.adapter.RegistryTable;
import dev.kiln.gateway.view.MapRows;
import dev.kiln.gateway.view.Projection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas on one database, and a log that does what the test wants. */
@GatewayTest
class PgAcceptOnceTest {

    private static final Duration LONG_AGO = Duration.ofSeconds(1);

    private final IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());
    private final String id = GenerationIds.ofIdempotencyKey("acme", key.text());
    private final TestClock clock = new TestClock(Instant.now());
    private final MapRows view = new MapRows();
    private final MemoryLog log = new MemoryLog();

    @Inject
    @ReactiveDataSource("registry")
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    @DataSource("registry")
    javax.sql.DataSource database;

    private RegistryTable table;
    private AcceptOnce one;
    private AcceptOnce other;

    @BeforeEach
    void start() {
        table = new RegistryTable(database);
        one = replica(pool, clock);
        other = replica(pool, clock);
    }

    @Test
    void makesOneGenerationOfSixteenAtOnce() {
        byte[] body = bytes(Requests.banana());

        List<CompletableFuture<Acceptance>> asked = IntStream.range(0, 16)
                .mapToObj(i ->
                        (i % 2 == 0 ? one : other).accept("acme", key, body).toCompletableFuture())
                .toList();
        List<Acceptance> answers = asked.stream().map(CompletableFuture::join).toList();

        assertThat(answers.stream().filter(Acceptance.Accepted.class::isInstance))
                .hasSize(1);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer)
                        .isInstanceOfAny(
                                Acceptance.Accepted.class, Acceptance.Replayed.class, Acceptance.InFlight.class));
        assertThat(log.appended())
                .singleElement()
                .satisfies(event -> assertThat(event.id()).isEqualTo(id));
        assertThat(accept(other, Requests.banana())).isInstanceOf(Acceptance.Replayed.class);
    }

    @Test
    void answersARepeatedRequestWithTheSameReceiptAfterARestart() {
        ObjectNode body = Requests.banana().put("reference", "order-1");
        body.putObject("metadata").put("b", "2").put("a", "1");
        Acceptance first = accept(one, body);

        Acceptance again = accept(replica(pool, clock), body);

        assertThat(first).isInstanceOfSatisfying(Acceptance.Accepted.class, accepted -> {
            assertThat(accepted.id()).isEqualTo(id);
            assertThat(again).isEqualTo(new Acceptance.Replayed(id, accepted.receipt()));
        });
        assertThat(log.appended()).hasSize(1);
    }

    @Test
    void publishesUnderTheSameIdWhatAReplicaRecordedAndDidNotLiveToPublish() {
        Receipt earlier = dieAfterTheRecord(Requests.banana());

        assertThat(accept(one, Requests.banana())).isInstanceOfSatisfying(Acceptance.InFlight.class, inFlight -> {
            assertThat(inFlight.id()).isEqualTo(id);
            assertThat(inFlight.remaining()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        });
        assertThat(log.appended()).isEmpty();
        table.leaseEnded(id, LONG_AGO);

        assertThat(accept(other, Requests.banana())).isEqualTo(new Acceptance.Accepted(id, earlier));
        assertThat(published()).singleElement().satisfies(requested -> {
            assertThat(requested.generationId()).isEqualTo(id);
            assertThat(requested.catalogRevision()).isEqualTo("of-the-first-request");
        });
        assertThat(accept(one, Requests.banana())).isInstanceOf(Acceptance.Replayed.class);
    }

    @Test
    void publishesAgainUnderTheSameIdWhatMayNotHaveArrived() {
        log.says(Appending.UNKNOWN);
        assertThat(accept(one, Requests.banana())).isEqualTo(new Acceptance.Unknown(id, true));
        log.says(Appending.ACKNOWLEDGED);
        assertThat(accept(other, Requests.banana())).isInstanceOf(Acceptance.InFlight.class);

        table.leaseEnded(id, LONG_AGO);

        assertThat(accept(other, Requests.banana())).isInstanceOf(Acceptance.Accepted.class);
        assertThat(published())
                .hasSize(2)
                .allSatisfy(
                        requested -> assertThat(requested).isEqualTo(published().getFirst()));
    }

    @Test
    void remembersNothingOfWhatWasCertainlyNotSent() {
        log.says(Appending.NOT_SENT);
        assertThat(accept(one, Requests.banana())).isEqualTo(new Acceptance.Overloaded());
        assertThat(table.holds(id)).isFalse();
        log.says(Appending.ACKNOWLEDGED);

        assertThat(accept(one, Requests.kling())).isInstanceOf(Acceptance.Accepted.class);
    }

    @Test
    void keepsThePossibilityOfAnEarlierPublishWhenALaterOneIsNotSent() {
        log.says(Appending.UNKNOWN);
        accept(one, Requests.banana());
        table.leaseEnded(id, LONG_AGO);
        log.says(Appending.NOT_SENT);
        assertThat(accept(one, Requests.banana())).isEqualTo(new Acceptance.Overloaded());
        log.says(Appending.ACKNOWLEDGED);

        assertThat(accept(one, Requests.kling())).isEqualTo(new Acceptance.KeyReused());
        assertThat(accept(one, Requests.banana())).isInstanceOf(Acceptance.Accepted.class);
    }

    @Test
    void refusesAnotherBodyUnderTheKeyWhateverBecameOfTheFirst() {
        dieAfterTheRecord(Requests.banana());
        assertThat(accept(one, Requests.kling())).isEqualTo(new Acceptance.KeyReused());
        table.leaseEnded(id, LONG_AGO);
        assertThat(accept(one, Requests.kling())).isEqualTo(new Acceptance.KeyReused());
        accept(one, Requests.banana());

        assertThat(accept(one, Requests.kling())).isEqualTo(new Acceptance.KeyReused());
        assertThat(accept(one, spoiled())).isEqualTo(new Acceptance.KeyReused());
        assertThat(log.appended()).hasSize(1);
    }

    @Test
    void keepsTheKeysOfTenantsApart() {
        accept(one, Requests.banana());

        Acceptance another = one.accept("globex", key, bytes(Requests.kling()))
                .toCompletableFuture()
                .join();

        assertThat(another)
                .isInstanceOfSatisfying(
                        Acceptance.Accepted.class,
                        accepted -> assertThat(accepted.id())
                                .isEqualTo(GenerationIds.ofIdempotencyKey("globex", key.text()))
                                .isNotEqualTo(id));
    }

    @Test
    void repeatsTheAnswerToARequestThatWouldBeTooLateNow() {
        ObjectNode body = Requests.banana()
                .put("expiresAt", clock.instant().plusSeconds(60).toString());
        accept(one, body);

        clock.advance(Duration.ofMinutes(2));

        assertThat(accept(one, body)).isInstanceOf(Acceptance.Replayed.class);
    }

    @Test
    void saysOfWhatIsTooLateNowThatItMayHaveBeenAccepted() {
        log.says(Appending.UNKNOWN);
        ObjectNode body = Requests.banana()
                .put("expiresAt", clock.instant().plusSeconds(60).toString());
        accept(one, body);
        table.leaseEnded(id, LONG_AGO);

        clock.advance(Duration.ofMinutes(2));

        assertThat(accept(one, body))
                .isInstanceOfSatisfying(
                        Acceptance.RefusedAgain.class,
                        refused -> assertThat(refused.id()).isEqualTo(id));
    }

    @Test
    void remembersNothingOfARequestThatBreaksTheRules() {
        assertThat(accept(one, spoiled())).isInstanceOf(Acceptance.Refused.class);
        assertThat(table.holds(id)).isFalse();

        assertThat(accept(one, Requests.banana())).isInstanceOf(Acceptance.Accepted.class);
    }

    @Test
    void refusesAForgottenKeyWhoseGenerationIsKnown() {
        view.add(
                new Projection(Catalog.bundled()).of(Events.of(id).succeeded(2)).orElseThrow());

        assertThat(accept(one, Requests.banana())).isEqualTo(new Acceptance.KeyReused());

        assertThat(log.appended()).isEmpty();
        assertThat(table.holds(id)).isFalse();
    }

    @Test
    void publishesNothingWhileTheDatabaseIsAway() throws IOException {
        Pool away = PgBuilder.pool()
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(deadPort())
                        .setDatabase("none")
                        .setUser("nobody"))
                .using(vertx)
                .build();

        assertThat(accept(replica(away, clock), Requests.banana())).isEqualTo(new Acceptance.RegistryAway());
        assertThat(accept(replica(away, clock), spoiled())).isEqualTo(new Acceptance.RegistryAway());

        assertThat(log.appended()).isEmpty();
        away.close();
    }

    private static int deadPort() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closed.getLocalPort();
        }
    }

    @Test
    void publishesNothingWhileTheViewIsAway() {
        view.takeAway();

        assertThat(accept(one, Requests.banana())).isEqualTo(new Acceptance.RegistryAway());

        assertThat(log.appended()).isEmpty();
        assertThat(table.holds(id)).isFalse();
    }

    @Test
    void publishesNothingWhileTheViewDoesNotAnswerAtAll() {
        view.fallSilent();

        assertThat(one.accept("acme", key, bytes(Requests.banana()))
                        .toCompletableFuture()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .isEqualTo(new Acceptance.RegistryAway());

        assertThat(log.appended()).isEmpty();
        assertThat(table.holds(id)).isFalse();
    }

    @Test
    void publishesNothingAfterADatabaseThatAnsweredTooLate() {
        Clock sluggish = new Clock() {
            private int looks;

            @Override
            public Instant instant() {
                return clock.instant().plusSeconds(6L * looks++);
            }

            @Override
            public ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return clock.withZone(zone);
            }
        };

        assertThat(accept(replica(pool, sluggish), Requests.banana())).isEqualTo(new Acceptance.RegistryAway());
        assertThat(log.appended()).isEmpty();
    }

    @Test
    void keepsNoPrompt() {
        accept(one, Requests.banana());

        assertThat(table.holds(id)).isTrue();
        assertThat(table.holds(Requests.input(Requests.banana()).get("prompt").textValue()))
                .isFalse();
    }

    /** Reads with its own clock, so that both stay together. */
    private AcceptOnce replica(Pool itsPool, Clock itsClock) {
        return new AcceptOnce(
                new ReadRequest(Catalog.bundled(), clock),
                new PgRegistry(itsPool, new SimpleMeterRegistry()),
                view,
                log,
                itsClock);
    }

    private Receipt dieAfterTheRecord(ObjectNode body) {
        Reading.Good good = (Reading.Good) new ReadRequest(Catalog.bundled(), clock).read(bytes(body));
        Receipt now = good.request().receipt();
        Receipt receipt =
                new Receipt(now.model(), now.reference(), now.metadata(), now.estimate(), "of-the-first-request");
        new PgRegistry(pool, new SimpleMeterRegistry())
                .claim(new KeyedRequest("acme", key, Fingerprint.of(good.body()), clock.instant()), receipt)
                .toCompletableFuture()
                .join();
        return receipt;
    }

    private Acceptance accept(AcceptOnce replica, ObjectNode body) {
        return replica.accept("acme", key, bytes(body)).toCompletableFuture().join();
    }

    private List<GenerationRequested> published() {
        return log.appended().stream()
                .map(Envelope::event)
                .map(GenerationRequested.class::cast)
                .toList();
    }

    private static ObjectNode spoiled() {
        return Requests.banana().put("lane", "express");
    }

    private static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
