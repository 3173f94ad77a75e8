package dev.kiln.gateway.view.adapter;

import dev.kiln.gateway.view.TopicGaps;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a gap as the view does, in no group, and stops at the first record. */
public final class KafkaTopicGaps implements TopicGaps {

    private static final Duration LONGEST_READ = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> settings;
    private final String topic;

    /** Takes the address and the security settings of the application's Kafka. */
    public KafkaTopicGaps(Map<String, Object> kafka, String topic) {
        this.settings = new HashMap<>(kafka);
        this.settings.keySet().retainAll(ConsumerConfig.configNames());
        this.settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "kiln-gateway-gaps");
        this.settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        this.settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(LONGEST_READ.toMillis()));
        this.topic = topic;
    }

    @Override
    public CompletionStage<Boolean> areEmpty(Map<Integer, Long> from, Map<Integer, Long> to) {
        return CompletableFuture.supplyAsync(
                () -> read(from, to),
                read -> Thread.ofVirtual().name("topic-gaps").start(read));
    }

    /** False too where it is not known in time. */
    private boolean read(Map<Integer, Long> from, Map<Integer, Long> to) {
        long deadline = System.nanoTime() + LONGEST_READ.toNanos();
        Map<TopicPartition, Long> ends = new HashMap<>();
        to.forEach((partition, end) -> ends.put(new TopicPartition(topic, partition), end));
        try (Consumer<byte[], byte[]> reader =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            reader.assign(ends.keySet());
            ends.keySet().forEach(partition -> seek(reader, partition, from.get(partition.partition())));
            while (System.nanoTime() < deadline) {
                if (!reader.poll(POLL).isEmpty()) {
                    return false;
                }
                if (ends.entrySet().stream().allMatch(end -> reader.position(end.getKey()) >= end.getValue())) {
                    return true;
                }
            }
            return false;
        }
    }

    private static void seek(Consumer<byte[], byte[]> reader, TopicPartition partition, Long offset) {
        if (offset == null) {
            reader.seekToBeginning(List.of(partition));
        } else {
            reader.seek(partition, offset);
        }
    }
}
