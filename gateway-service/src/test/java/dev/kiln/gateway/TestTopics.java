package dev.kiln.gateway;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Writes and reads the topics of the running gateway, from outside it. */
public final class TestTopics {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TestTopics() {}

    public static String prefix() {
        return config().getValue("kiln.topics.prefix", String.class);
    }

    public static void publish(Envelope... events) {
        CloudEventsCodec codec = new CloudEventsCodec(prefix());
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (Envelope event : events) {
            records.add(codec.write(event));
        }
        publish(records);
    }

    public static void publish(List<ProducerRecord<String, byte[]>> records) {
        publish(records, Map.of());
    }

    /** By a producer with these settings of its own. */
    public static void publish(List<ProducerRecord<String, byte[]>> records, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", bootstrap());
        try (var producer = new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer())) {
            for (var record : records) {
                producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (Exception e) {
            throw new IllegalStateException("the test cannot publish", e);
        }
    }

    /** Everything that the topic holds now. */
    public static List<ConsumerRecord<String, byte[]>> read(String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
            }
            return read;
        }
    }

    public static String requests() {
        return Topic.GENERATION_REQUESTS.qualifiedName(prefix());
    }

    private static String bootstrap() {
        return config().getValue("kafka.bootstrap.servers", String.class);
    }

    private static Config config() {
        return ConfigProvider.getConfig();
    }
}
