package dev.kiln.backends;

import dev.kiln.topics.Topics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Kafka and PostgreSQL for {@code @QuarkusTest}: one server of each for the whole test run, and for every start of the
 * application fresh topics under their own prefix and a fresh database. The arguments {@code kafka=false} and
 * {@code postgres=false} leave one of them out.
 */
public final class BackendsTestResource implements QuarkusTestResourceLifecycleManager {
    private boolean kafka = true;
    private boolean postgres = true;

    @Override
    public void init(Map<String, String> args) {
        kafka = Boolean.parseBoolean(args.getOrDefault("kafka", "true"));
        postgres = Boolean.parseBoolean(args.getOrDefault("postgres", "true"));
    }

    @Override
    public Map<String, String> start() {
        var backends = System.getProperty("embedded-backends", "embedded");
        if (!backends.equals("embedded")) {
            throw new IllegalArgumentException("embedded-backends is '" + backends + "'; known is only 'embedded'");
        }
        var fresh = "t" + UUID.randomUUID().toString().substring(0, 8).toLowerCase(Locale.ROOT);
        var config = new HashMap<String, String>();
        if (kafka) {
            config.putAll(kafkaConfig(fresh + "."));
        }
        if (postgres) {
            config.putAll(postgresConfig(fresh));
        }
        return config;
    }

    /** The servers stay for the next application of the same test run. */
    @Override
    public void stop() {}

    private static Map<String, String> kafkaConfig(String prefix) {
        var bootstrapServers = SharedBackends.kafka();
        Topics.create(bootstrapServers, prefix);
        return Map.of(
                "kafka.bootstrap.servers", bootstrapServers,
                "kiln.topics.prefix", prefix,
                "quarkus.log.category.\"kafka\".level", "WARN",
                "quarkus.log.category.\"state\".level", "WARN",
                "quarkus.log.category.\"org.apache.kafka\".level", "WARN");
    }

    private static Map<String, String> postgresConfig(String database) {
        var url = SharedBackends.postgresUrl(database);
        return Map.of(
                "quarkus.datasource.jdbc.url",
                "jdbc:" + url,
                "quarkus.datasource.reactive.url",
                url,
                "quarkus.datasource.username",
                EmbeddedPostgres.USER,
                "quarkus.datasource.password",
                EmbeddedPostgres.PASSWORD);
    }
}
