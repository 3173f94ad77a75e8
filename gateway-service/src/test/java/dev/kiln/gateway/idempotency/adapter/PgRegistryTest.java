package dev.kiln.gateway.idempotency.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.contract.Credits;
import dev.kiln.contract.Estimate;
import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.idempotency.Claim;
import dev.kiln.gateway.idempotency.Fingerprint;
import dev.kiln.gateway.idempotency.ForgetOldKeys;
import dev.kiln.gateway.idempotency.IdempotencyKey;
import dev.kiln.gateway.idempotency.KeyedRequest;
import dev.kiln.gateway.idempotency.Lease;
import dev.kiln.gateway.idempotency.Receipt;
import dev.kiln.gateway.idempotency.Registered;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@GatewayTest
class PgRegistryTest {

    private static final Receipt RECEIPT = new Receipt(
            "model", "order-1", Map.of("b", "2", "a", "1"), new Estimate(Credits.of("2.8"), Credits.of("3.5")), "r1");

    private final KeyedRequest request = newRequest();

    @Inject
    @ReactiveDataSource("registry")
    Pool pool;

    @Inject
    @DataSource("registry")
    javax.sql.DataSource database;

    @Inject
    Vertx vertx;

    private PgRegistry registry;
    private RegistryTable table;

    @BeforeEach
    void open() {
        registry = new PgRegistry(pool, new SimpleMeterRegistry());
        table = new RegistryTable(database);
    }

    @Test
    void keepsWhatItIsToldAndTellsItToTheTenantAlone() {
        claim();

        Registered known = find("acme").orElseThrow();

        assertThat(known.receipt()).isEqualTo(RECEIPT);
        assertThat(known.fingerprint()).isEqualTo(request.fingerprint());
        assertThat(known.published()).isFalse();
        assertThat(known.leasedFor()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(Duration.between(known.createdAt(), Instant.now()).abs()).isLessThan(Duration.ofSeconds(30));
        assertThat(find("globex")).isEmpty();
    }

    @Test
    void takesNoWordOfALeaseThatIsOver() {
        Lease first = claim();
        table.leaseEnded(request.generationId(), Duration.ofSeconds(1));
        Lease second = claim();
        assertThat(first.first()).isTrue();
        assertThat(second.first()).isFalse();

        registry.giveBack(first).toCompletableFuture().join();

        assertThat(find("acme").orElseThrow().leasedFor()).isPositive();
    }

    @Test
    void endsALeaseThatIsGivenBack() {
        claim();
        table.leaseEnded(request.generationId(), Duration.ofSeconds(1));
        Lease second = claim();

        registry.giveBack(second).toCompletableFuture().join();

        assertThat(find("acme").orElseThrow().leasedFor()).isZero();
    }

    @Test
    void forgetsWhatIsOldAndNothingElse() {
        claim();
        KeyedRequest young = newRequest();
        claim(young);
        table.leaseEnded(request.generationId(), Duration.ofHours(1));
        table.cameBefore(request.generationId(), Duration.ofHours(49));
        table.leaseEnded(young.generationId(), Duration.ofHours(1));
        table.cameBefore(young.generationId(), Duration.ofHours(47));

        new ForgetOldKeys(registry, Duration.ofHours(48))
                .forget()
                .toCompletableFuture()
                .join();

        assertThat(find("acme")).isEmpty();
        assertThat(table.holds(young.generationId())).isTrue();
    }

    @Test
    void forgetsNoMoreAtOnceThanItIsTold() {
        KeyedRequest other = newRequest();
        claim();
        claim(other);
        for (KeyedRequest each : new KeyedRequest[] {request, other}) {
            table.leaseEnded(each.generationId(), Duration.ofHours(1));
            table.cameBefore(each.generationId(), Duration.ofDays(300));
        }

        assertThat(registry.forget(Duration.ofDays(299), 1)
                        .toCompletableFuture()
                        .join())
                .isEqualTo(1);
        assertThat(registry.forget(Duration.ofDays(299), 1)
                        .toCompletableFuture()
                        .join())
                .isEqualTo(1);
    }

    @Test
    void failsWithinSecondsWhereTheDatabaseIsAwayAndCountsIt() throws IOException {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Pool away = PgBuilder.pool()
                    .connectingTo(new PgConnectOptions()
                            .setHost("127.0.0.1")
                            .setPort(silent.getLocalPort())
                            .setDatabase("gateway")
                            .setUser("nobody"))
                    .using(vertx)
                    .build();
            var claiming = new PgRegistry(away, meters).claim(request, RECEIPT).toCompletableFuture();

            assertThatThrownBy(claiming::join).isInstanceOf(CompletionException.class);
            assertThat(meters.get("kiln.registry.failures").counter().count()).isEqualTo(1);
            away.close();
        }
    }

    private Lease claim() {
        return claim(request);
    }

    private Lease claim(KeyedRequest keyed) {
        return ((Claim.Ours)
                        registry.claim(keyed, RECEIPT).toCompletableFuture().join())
                .lease();
    }

    private Optional<Registered> find(String tenantId) {
        return registry.find(tenantId, request.generationId())
                .toCompletableFuture()
                .join();
    }

    private static KeyedRequest newRequest() {
        IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());
        return new KeyedRequest("acme", key, new Fingerprint("f".repeat(64)), Instant.now());
    }
}
