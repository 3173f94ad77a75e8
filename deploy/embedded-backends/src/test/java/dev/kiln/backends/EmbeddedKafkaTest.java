package dev.kiln.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.contract.Topic;
import dev.kiln.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    private static final String PREFIX = "kiln.";
    private static final String REQUESTS = Topic.GENERATION_REQUESTS.qualifiedName(PREFIX);

    @Test
    void keepsItsRecordsWhenItIsKilledAndStartedAgain(@TempDir Path directory) throws Exception {
        var port = FreePort.pick();
        var servers = "127.0.0.1:" + port;
        var first = BackendProcess.start(EmbeddedKafka.class, directory, port);
        Topics.create(servers, PREFIX);
        Topics.create(servers, PREFIX);
        send(servers, "kept");
        first.kill();

        var second = BackendProcess.start(EmbeddedKafka.class, directory, port);

        assertThat(read(servers)).containsExactly("kept");
        assertThat(second.endsWithItsInput()).isTrue();
    }

    @Test
    void createsEveryTopicWithItsPartitionsRetentionAndDeadLetterTopics() throws Exception {
        var servers = SharedBackends.kafka();
        Topics.create(servers, "a.");
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            for (var topic : Topic.values()) {
                var name = topic.qualifiedName("a.");
                assertThat(partitions(admin, name)).isEqualTo(topic.partitions());
                assertThat(config(admin, name, "cleanup.policy")).isEqualTo(topic.compacted() ? "compact" : "delete");
                assertThat(admin.listTopics().names().get()).containsAll(topic.deadLetterNames("a."));
            }
            assertThat(config(admin, "a.generation.requests", "retention.ms")).isEqualTo(days(14));
            assertThat(config(admin, "a.generation.requests.dispatcher.dlq", "retention.ms"))
                    .isEqualTo(days(14));
            assertThat(config(admin, "a.task.completions.dispatcher.dlq", "retention.ms"))
                    .isEqualTo(days(90));
            assertThat(config(admin, "a.tenants", "retention.ms")).isEqualTo("-1");
        }
    }

    @Test
    void createsNoTopicThatNobodyAskedFor() {
        var servers = SharedBackends.kafka();
        try (var producer = producer(servers)) {
            var sent = producer.send(new ProducerRecord<>("never.created", "x"));
            assertThatThrownBy(() -> sent.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        }
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }

    private static String config(Admin admin, String topic, String key) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(key)
                .value();
    }

    private static String days(int days) {
        return Long.toString(Duration.ofDays(days).toMillis());
    }

    private static void send(String servers, String value) throws Exception {
        try (var producer = producer(servers)) {
            producer.send(new ProducerRecord<>(REQUESTS, "key", value)).get(20, TimeUnit.SECONDS);
        }
    }

    private static KafkaProducer<String, String> producer(String servers) {
        Map<String, Object> config = Map.of("bootstrap.servers", servers, "acks", "all", "max.block.ms", 1000);
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    private static List<String> read(String servers) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", servers, "group.id", "reader", "auto.offset.reset", "earliest");
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(REQUESTS));
            var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.isEmpty() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(polled -> values.add(polled.value()));
            }
        }
        return values;
    }
}
