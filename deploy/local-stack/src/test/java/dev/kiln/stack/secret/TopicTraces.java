package dev.kiln.stack.secret;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Every record of every topic: key, headers and value. */
final class TopicTraces {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private TopicTraces() {}

    static List<Trace> of(String bootstrapServers) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.listTopics(WITHIN).values().stream()
                    .flatMap(List::stream)
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readToEnd(consumer, partitions);
        }
    }

    private static List<Trace> readToEnd(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        var ends = consumer.endOffsets(partitions, WITHIN);
        var traces = new ArrayList<Trace>();
        var deadline = System.nanoTime() + WITHIN.toNanos();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition, WITHIN) < ends.get(partition))) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The topics could not be read to their end within " + WITHIN);
            }
            consumer.poll(Duration.ofMillis(200)).forEach(polled -> add(polled, traces));
        }
        return traces;
    }

    private static void add(ConsumerRecord<byte[], byte[]> polled, List<Trace> traces) {
        var topic = "topic " + polled.topic();
        traces.add(new Trace(topic + " key", text(polled.key())));
        traces.add(new Trace(topic + " value", text(polled.value())));
        polled.headers()
                .forEach(header -> traces.add(
                        new Trace(topic + " header " + header.key(), header.key() + ": " + text(header.value()))));
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
