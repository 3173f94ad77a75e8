package dev.kiln.gateway.view.adapter;

import dev.kiln.gateway.view.TopicEnds;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Asks the broker where the topic of requests ends. */
public final class KafkaTopicEnds implements TopicEnds {

    private final Admin admin;
    private final String topic;

    public KafkaTopicEnds(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    @Override
    public CompletionStage<Map<Integer, Long>> read() {
        return admin.describeTopics(Set.of(topic))
                .allTopicNames()
                .toCompletionStage()
                .thenCompose(topics -> ends(topics.get(topic)));
    }

    private CompletionStage<Map<Integer, Long>> ends(TopicDescription description) {
        return offsets(description, OffsetSpec.earliest())
                .thenCombine(offsets(description, OffsetSpec.latest()), KafkaTopicEnds::ofFilled);
    }

    private CompletionStage<Map<TopicPartition, ListOffsetsResultInfo>> offsets(
            TopicDescription description, OffsetSpec at) {
        Map<TopicPartition, OffsetSpec> wanted = description.partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toMap(Function.identity(), partition -> at));
        return admin.listOffsets(wanted).all().toCompletionStage();
    }

    /** What is empty has nothing left to consume, wherever its offsets stand. */
    private static Map<Integer, Long> ofFilled(
            Map<TopicPartition, ListOffsetsResultInfo> starts, Map<TopicPartition, ListOffsetsResultInfo> ends) {
        Map<Integer, Long> filled = new HashMap<>();
        ends.forEach((partition, end) -> {
            if (starts.get(partition).offset() < end.offset()) {
                filled.put(partition.partition(), end.offset());
            }
        });
        return filled;
    }
}
