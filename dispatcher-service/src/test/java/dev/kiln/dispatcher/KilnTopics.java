package dev.kiln.dispatcher;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to the service's topics and reads all that it says, from the beginning. */
final class KilnTopics implements AutoCloseable {

    private final CloudEventsCodec codec;
    private final String prefix;
    private final String bootstrapServers;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    KilnTopics(String bootstrapServers, String prefix) {
        this.codec = new CloudEventsCodec(prefix);
        this.prefix = prefix;
        this.bootstrapServers = bootstrapServers;
        Map<String, Object> broker = Map.of("bootstrap.servers", bootstrapServers);
        producer = new KafkaProducer<>(broker, new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(broker, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(
                        Topic.GENERATION_SUBMISSIONS.qualifiedName(prefix),
                        Topic.GENERATION_COMPLETIONS.qualifiedName(prefix),
                        Topic.ACCOUNTS.qualifiedName(prefix),
                        Topic.GENERATION_REQUESTS.deadLetterName(prefix, "dispatcher"),
                        Topic.TASK_COMPLETIONS.deadLetterName(prefix, "dispatcher"))
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    void send(Envelope envelope) {
        send(codec.write(envelope));
    }

    /** By a producer of its own, with these settings besides. */
    void send(ProducerRecord<String, byte[]> record, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", bootstrapServers);
        try (KafkaProducer<String, byte[]> other =
                new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer())) {
            send(record, other);
        }
    }

    void send(ProducerRecord<String, byte[]> record) {
        send(record, producer);
    }

    /** Returns when the broker has it, and fails where it has not. */
    private static void send(ProducerRecord<String, byte[]> record, KafkaProducer<String, byte[]> producer) {
        try {
            producer.send(record).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("Not published to " + record.topic(), e);
        }
    }

    /** The first of the type, if any. */
    <E extends KilnEvent> Optional<E> event(String key, Class<E> type) {
        return events(key, type).stream().findFirst();
    }

    <E extends KilnEvent> List<E> events(String key, Class<E> type) {
        poll();
        return seen.stream()
                .filter(record -> key.equals(record.key()))
                .filter(record -> !record.topic().endsWith(".dlq"))
                .map(record -> codec.read(record.headers(), record.value()).event())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    Optional<String> deadLetterReason(Topic topic, String key) {
        return deadLetter(topic, key)
                .map(record -> new String(
                        record.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8));
    }

    Optional<ConsumerRecord<String, byte[]>> deadLetter(Topic topic, String key) {
        poll();
        return seen.stream()
                .filter(record -> record.topic().equals(topic.deadLetterName(prefix, "dispatcher")))
                .filter(record -> key.equals(record.key()))
                .findFirst();
    }

    private void poll() {
        consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
