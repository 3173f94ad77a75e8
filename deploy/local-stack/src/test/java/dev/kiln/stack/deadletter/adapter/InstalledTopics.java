package dev.kiln.stack.deadletter.adapter;

import dev.kiln.contract.DeadLetterHeaders;
import dev.kiln.contract.Topic;
import dev.kiln.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of an installation of its own: what is buried there, and what can be read there afterwards. */
final class InstalledTopics {

    private static final AtomicInteger INSTALLATIONS = new AtomicInteger();

    private final String bootstrapServers;
    private final String prefix;

    InstalledTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        prefix = "dlq" + INSTALLATIONS.incrementAndGet() + ".";
        Topics.create(bootstrapServers, prefix);
    }

    String prefix() {
        return prefix;
    }

    /** Of a dead letter. */
    String id(Topic topic, String group, long offset) {
        return topic.deadLetterName(prefix, group) + "/0/" + offset;
    }

    void bury(Topic topic, String group, String reason, String body) {
        send(letter(topic, group, reason, body));
    }

    ProducerRecord<byte[], byte[]> letter(Topic topic, String group, String reason, String body) {
        var record = new ProducerRecord<>(
                topic.deadLetterName(prefix, group),
                "gen_1".getBytes(StandardCharsets.UTF_8),
                body.getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_id", "1".getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_type", "dev.kiln.generation.requested.v1".getBytes(StandardCharsets.UTF_8));
        DeadLetterHeaders.add(record.headers(), reason, "a detail", topic.qualifiedName(prefix), 3, 17);
        return record;
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
        var cluster = new Cluster(bootstrapServers, Map.of(), "");
        try (var consumer =
                new KafkaConsumer<>(cluster.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            var reading = new Reading(consumer);
            reading.all(reading.partitions(List.of(topic.qualifiedName(prefix))), records::add);
            return records;
        }
    }
}
