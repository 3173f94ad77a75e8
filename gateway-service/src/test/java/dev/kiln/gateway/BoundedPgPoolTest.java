package dev.kiln.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@GatewayTest
class BoundedPgPoolTest {

    private static final int PATIENCE_SECONDS = 20;

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Test
    void givesUpAConnectionThatFellSilentAndTakesAnother() throws Exception {
        PgConnectOptions database = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
        try (SilencedProxy proxy = new SilencedProxy(database.getPort())) {
            PgConnectOptions throughProxy =
                    new PgConnectOptions(database).setHost("127.0.0.1").setPort(proxy.port());
            Pool pool = new BoundedPgPool(Duration.ofSeconds(1)).create(new Input(throughProxy, vertx));
            assertThat(one(pool)).isEqualTo(1);

            proxy.silence();

            assertThatThrownBy(() -> one(pool)).isInstanceOf(ExecutionException.class);
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .ignoreExceptionsInstanceOf(ExecutionException.class) // until the pool has heard of the end
                    .until(() -> one(pool) == 1);
            assertThat(proxy.connections()).isEqualTo(2);
            pool.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static int one(Pool pool) throws Exception {
        return pool.query("SELECT 1")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0))
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private record Input(PgConnectOptions database, Vertx vertx) implements PgPoolCreator.Input {

        @Override
        public PoolOptions poolOptions() {
            return new PoolOptions().setMaxSize(1);
        }

        @Override
        public List<PgConnectOptions> pgConnectOptionsList() {
            return List.of(database);
        }
    }
}
