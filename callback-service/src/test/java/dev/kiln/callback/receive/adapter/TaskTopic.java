package dev.kiln.callback.receive.adapter;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads task.completions as it is at this moment. */
final class TaskTopic {

    private final String servers;
    private final String topic;
    private final CloudEventsCodec codec;

    TaskTopic(String servers, String prefix) {
        this.servers = servers;
        this.topic = Topic.TASK_COMPLETIONS.qualifiedName(prefix);
        this.codec = new CloudEventsCodec(prefix);
    }

    List<Envelope> eventsOf(String generationId) {
        return recordsOf(generationId).stream()
                .map(each -> codec.read(each.headers(), each.value()))
                .toList();
    }

    /** Everything with that key up to the ends of the partitions, without waiting for more. */
    List<ConsumerRecord<String, byte[]>> recordsOf(String key) {
        Map<String, Object> config = Map.of("bootstrap.servers", servers, "fetch.max.wait.ms", 20);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records.stream().filter(each -> key.equals(each.key())).toList();
    }
}
