package dev.kiln.topics;

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

/** Every topic of the contract with its dead letter topics. */
public final class Topics {
    private static final short ONE_REPLICA = 1;

    private Topics() {}

    /** Creates what is missing, with one replica each; topics that exist stay as they are. */
    public static void create(String bootstrapServers, String prefix) {
        create(bootstrapServers, prefix, ONE_REPLICA);
    }

    /**
     * Creates what is missing; topics that exist stay as they are. From three replicas on, a record counts as stored when
     * two have it.
     */
    public static void create(String bootstrapServers, String prefix, short replicas) {
        create(bootstrapServers, wanted(prefix, replicas));
    }

    static List<NewTopic> wanted(String prefix, short replicas) {
        var wanted = new ArrayList<NewTopic>();
        for (var topic : Topic.values()) {
            var policy = topic.compacted() ? "compact" : "delete";
            wanted.add(new NewTopic(topic.qualifiedName(prefix), topic.partitions(), replicas)
                    .configs(config(policy, topic.retention(), replicas)));
            var kept = Optional.of(topic.deadLetterRetention());
            topic.deadLetterNames(prefix)
                    .forEach(name ->
                            wanted.add(new NewTopic(name, 1, replicas).configs(config("delete", kept, replicas))));
        }
        return wanted;
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

    private static Map<String, String> config(String policy, Optional<Duration> retention, short replicas) {
        return Map.of(
                "cleanup.policy",
                policy,
                "retention.ms",
                Long.toString(retention.map(Duration::toMillis).orElse(-1L)),
                "min.insync.replicas",
                replicas > 2 ? "2" : "1");
    }
}
