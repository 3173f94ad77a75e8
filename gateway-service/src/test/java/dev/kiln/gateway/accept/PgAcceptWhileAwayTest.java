package dev.kiln.gateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.Requests;
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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing is published while the registry or the view is away, or answers too late. */
@GatewayTest
class PgAcceptWhileAwayTest {

    @Inject
    Vertx vertx;

    @Inject
    @ReactiveDataSource("registry")
    Pool pool;

    @Inject
    @DataSource("registry")
    javax.sql.DataSource database;

    private AcceptScene scene;
    private AcceptOnce one;

    @BeforeEach
    void start() {
        scene = new AcceptScene(pool, database);
        one = scene.replica();
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

        assertThat(scene.accept(scene.replica(away, scene.clock), Requests.banana()))
                .isEqualTo(new Acceptance.RegistryAway());
        assertThat(scene.accept(scene.replica(away, scene.clock), AcceptScene.spoiled()))
                .isEqualTo(new Acceptance.RegistryAway());

        assertThat(scene.log.appended()).isEmpty();
        away.close();
    }

    private static int deadPort() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closed.getLocalPort();
        }
    }

    @Test
    void publishesNothingWhileTheViewIsAway() {
        scene.view.takeAway();

        assertThat(scene.accept(one, Requests.banana())).isEqualTo(new Acceptance.RegistryAway());

        assertThat(scene.log.appended()).isEmpty();
        assertThat(scene.table.holds(scene.id)).isFalse();
    }

    @Test
    void publishesNothingWhileTheViewDoesNotAnswerAtAll() {
        scene.view.fallSilent();

        assertThat(one.accept("acme", scene.key, AcceptScene.bytes(Requests.banana()))
                        .toCompletableFuture()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .isEqualTo(new Acceptance.RegistryAway());

        assertThat(scene.log.appended()).isEmpty();
        assertThat(scene.table.holds(scene.id)).isFalse();
    }

    @Test
    void publishesNothingAfterADatabaseThatAnsweredTooLate() {
        Clock sluggish = new Clock() {
            private int looks;

            @Override
            public Instant instant() {
                return scene.clock.instant().plusSeconds(6L * looks++);
            }

            @Override
            public ZoneId getZone() {
                return scene.clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return scene.clock.withZone(zone);
            }
        };

        assertThat(scene.accept(scene.replica(pool, sluggish), Requests.banana()))
                .isEqualTo(new Acceptance.RegistryAway());
        assertThat(scene.log.appended()).isEmpty();
    }
}
