package dev.kiln.stack.deadletter.adapter;

import dev.kiln.stack.StackState;
import dev.kiln.stack.deadletter.DlqFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Which cluster: the running {@code ./kiln up} unless another is named. */
final class ClusterOptions {
    private static final String BOOTSTRAP = "bootstrap.servers";

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Another cluster's brokers; without it, those of the running ./kiln up.")
    private String kafka;

    @Option(names = "--config", paramLabel = "FILE", description = "Properties of a Kafka client, for TLS and SASL.")
    private Path config;

    @Option(names = "--prefix", defaultValue = "kiln.", description = "Of the topics (default ${DEFAULT-VALUE}).")
    private String prefix;

    Cluster cluster(Path root) {
        var client = config == null ? Map.<String, String>of() : properties(config);
        var servers = kafka == null ? client.get(BOOTSTRAP) : kafka;
        return new Cluster(servers == null ? ofRunningStack(root) : servers, client, prefix);
    }

    private static String ofRunningStack(Path root) {
        return StackState.ofRunning(root, "up")
                .orElseThrow(() -> new DlqFailure(
                        "No ./kiln up is running here: start it, or name a cluster with --kafka HOST:PORT"))
                .bootstrapServers();
    }

    private static Map<String, String> properties(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new DlqFailure("--config " + file + " cannot be read as a properties file", e);
        }
        var client = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> client.put(name, properties.getProperty(name)));
        return client;
    }
}
