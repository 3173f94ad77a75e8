package dev.kiln.dispatcher.task.adapter;

import static java.util.stream.Collectors.toMap;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.backends.EmbeddedPostgres;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.Flyway;

/** A fresh, migrated database on the embedded PostgreSQL, and a pool on it; without the service and its loops. */
final class Database implements AutoCloseable {

    private static final String OF_SESSIONS = "quarkus.datasource.reactive.additional-properties.";

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;

    Database() {
        this(onTheSharedServer());
    }

    /** On a server of the caller's. */
    Database(String address) {
        Flyway.configure()
                .dataSource("jdbc:" + address, EmbeddedPostgres.USER, EmbeddedPostgres.PASSWORD)
                .load()
                .migrate();
        PgConnectOptions options = PgConnectOptions.fromUri(address)
                .setUser(EmbeddedPostgres.USER)
                .setPassword(EmbeddedPostgres.PASSWORD)
                .setCachePreparedStatements(true)
                .setProperties(sessionsOfTheService());
        pool = Pool.pool(vertx, options, new PoolOptions().setMaxSize(12));
    }

    private static String onTheSharedServer() {
        BackendsTestResource backends = new BackendsTestResource();
        backends.init(Map.of("kafka", "false"));
        return backends.start().get("quarkus.datasource.reactive.url");
    }

    /** With the server's settings that the service's own sessions have. */
    private static Map<String, String> sessionsOfTheService() {
        Properties settings = new Properties();
        try (InputStream in = Database.class.getResourceAsStream("/application.properties")) {
            settings.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings.stringPropertyNames().stream()
                .filter(name -> name.startsWith(OF_SESSIONS))
                .collect(toMap(name -> name.substring(OF_SESSIONS.length()), settings::getProperty));
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
