package dev.kiln.stack.deadletter.adapter;

import java.util.HashMap;
import java.util.Map;

/**
 * A Kafka cluster and the installation on it.
 *
 * @param client properties of every client, TLS and SASL among them
 * @param prefix of its topics
 */
public record Cluster(String bootstrapServers, Map<String, String> client, String prefix) {
    Map<String, Object> consumer() {
        var config = new HashMap<String, Object>(client);
        config.put("bootstrap.servers", bootstrapServers);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.put("allow.auto.create.topics", false);
        config.put("isolation.level", "read_committed");
        config.put("fetch.max.wait.ms", 50);
        config.put("max.partition.fetch.bytes", 256 * 1024);
        return config;
    }

    Map<String, Object> producer() {
        var config = new HashMap<String, Object>(client);
        config.put("bootstrap.servers", bootstrapServers);
        config.put("acks", "all");
        config.put("enable.idempotence", true);
        config.put("compression.type", "lz4");
        config.put("max.request.size", 2 * 1024 * 1024);
        config.put("max.block.ms", 15_000);
        config.put("request.timeout.ms", 10_000);
        config.put("delivery.timeout.ms", 20_000);
        return config;
    }

    @Override
    public String toString() {
        return bootstrapServers;
    }
}
