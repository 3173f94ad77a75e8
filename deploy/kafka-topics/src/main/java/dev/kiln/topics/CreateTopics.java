package dev.kiln.topics;

import dev.kiln.contract.Topic;
import java.util.Arrays;
import java.util.Map;

/**
 * Creates the contract's topics and ends: a step before the services start. It is told what they are told, by environment
 * variables: {@code KAFKA_BOOTSTRAP_SERVERS}, {@code KILN_TOPICS_PREFIX} ({@code kiln.} unless given), and besides
 * {@code KILN_TOPICS_REPLICAS} (1 unless given).
 */
public final class CreateTopics {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private CreateTopics() {}

    /** Ends with 0 where every topic is there, 1 where that failed, 2 where a variable is missing or wrong. */
    public static void main(String[] args) {
        System.exit(run(System.getenv()));
    }

    static int run(Map<String, String> environment) {
        var servers = environment.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "");
        if (servers.isBlank()) {
            System.err.println("KAFKA_BOOTSTRAP_SERVERS is missing: host:port of a broker, or several with commas");
            return MISUSED;
        }
        var replicas = environment.getOrDefault("KILN_TOPICS_REPLICAS", "1");
        if (!replicas.matches("[1-9]")) {
            System.err.println("KILN_TOPICS_REPLICAS is '" + replicas + "': it must be a number from 1 to 9");
            return MISUSED;
        }
        var prefix = environment.getOrDefault("KILN_TOPICS_PREFIX", "kiln.");
        try {
            Topics.create(servers, prefix, Short.parseShort(replicas));
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage() + ": " + e.getCause());
            return FAILED;
        }
        System.out.println("All topics are there: " + names(prefix));
        return 0;
    }

    private static String names(String prefix) {
        return String.join(
                ", ",
                Arrays.stream(Topic.values())
                        .map(topic -> topic.qualifiedName(prefix))
                        .toList());
    }
}
