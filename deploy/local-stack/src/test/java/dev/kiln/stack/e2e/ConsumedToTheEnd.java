package dev.kiln.stack.e2e;

import dev.kiln.contract.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Which partitions a service has not yet consumed to their end. */
final class ConsumedToTheEnd {
    private ConsumedToTheEnd() {}

    static List<String> missing(String bootstrapServers, String prefix) {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
            var missing = new ArrayList<String>();
            for (var topic : Topic.values()) {
                var ends = ends(admin, topic.qualifiedName(prefix));
                for (var service : readers(topic)) {
                    var committed = committed(admin, prefix + service);
                    ends.forEach((partition, end) -> {
                        if (committed.getOrDefault(partition, 0L) < end) {
                            missing.add(service + " of " + partition);
                        }
                    });
                }
            }
            return missing;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Billing may read the tenants, and does not. */
    private static List<String> readers(Topic topic) {
        return topic.groups().stream()
                .filter(service -> topic != Topic.TENANTS || !service.equals("billing"))
                .toList();
    }

    private static Map<TopicPartition, Long> ends(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .forEach(
                        partition -> latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** The furthest of all groups of the service. */
    private static Map<TopicPartition, Long> committed(Admin admin, String name)
            throws ExecutionException, InterruptedException {
        var committed = new HashMap<TopicPartition, Long>();
        for (var group : admin.listGroups().all().get()) {
            if (group.groupId().startsWith(name)) {
                admin.listConsumerGroupOffsets(group.groupId())
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .forEach((partition, offset) -> committed.merge(partition, offset.offset(), Math::max));
            }
        }
        return committed;
    }
}
