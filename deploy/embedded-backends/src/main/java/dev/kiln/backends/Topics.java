package dev.kiln.backends;

import dev.kiln.contract.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates every topic of the contract with its dead letter topics, one replica each. */
public final class Topics {
    private static final short ONE_REPLICA = 1;

    private Topics() {}

    /** Creates what is missing; topics that exist stay as they are. */
    public static void create(String bootstrapServers, String prefix) {
        var wanted = new ArrayList<NewTopic>();
        for (var topic : Topic.values()) {
            wanted.add(
                    new NewTopic(topic.qualifiedName(prefix), topic.partitions(), ONE_REPLICA).configs(config(topic)));
            topic.deadLetterNames(prefix).forEach(name -> wanted.add(deadLetters(topic, name)));
        }
        create(bootstrapServers, wanted);
    }

    private static void create(String bootstrapServers, List<NewTopic> wanted) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            for (var created : admin.createTopics(wanted).values().values()) {
                try {
                    created.get(30, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("Topics cannot be created on " + bootstrapServers, e);
        }
    }

    private static Map<String, String> config(Topic topic) {
        return Map.of(
                "cleanup.policy", topic.compacted() ? "compact" : "delete", "retention.ms", millis(topic.retention()));
    }

    private static NewTopic deadLetters(Topic topic, String name) {
        var kept = Optional.of(topic.deadLetterRetention());
        return new NewTopic(name, 1, ONE_REPLICA).configs(Map.of("retention.ms", millis(kept)));
    }

    private static String millis(Optional<Duration> retention) {
        return Long.toString(retention.map(Duration::toMillis).orElse(-1L));
    }
}
