package dev.kiln.dispatcher.task.adapter;

import dev.kiln.backends.BackendsTestResource;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A fresh, migrated database on the embedded PostgreSQL, and a pool on it; without the service and its loops. */
final class Database implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;

    Database() {
        BackendsTestResource backends = new BackendsTestResource();
        backends.init(Map.of("kafka", "false"));
        Map<String, String> config = backends.start();
        String user = config.get("quarkus.datasource.username");
        String password = config.get("quarkus.datasource.password");
        Flyway.configure()
                .dataSource(config.get("quarkus.datasource.jdbc.url"), user, password)
                .load()
                .migrate();
        PgConnectOptions options = PgConnectOptions.fromUri(config.get("quarkus.datasource.reactive.url"))
                .setUser(user)
                .setPassword(password)
                .setCachePreparedStatements(true);
        pool = Pool.pool(vertx, options, new PoolOptions().setMaxSize(12));
    }

    Pool pool() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
        vertx.close();
    }
}
