package dev.kiln.gateway.view.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.backends.BackendsTestResource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real broker, whose transactions leave offsets behind. */
class KafkaTopicGapsTest {

    private static Map<String, Object> kafka;

    private final String topic = "gaps-" + UUID.randomUUID();
    private final KafkaTopicGaps gaps = new KafkaTopicGaps(kafka, topic);

    @BeforeAll
    static void start() {
        BackendsTestResource backends = new BackendsTestResource();
        backends.init(Map.of("postgres", "false"));
        kafka = Map.of("bootstrap.servers", backends.start().get("kafka.bootstrap.servers"));
    }

    @BeforeEach
    void createTopic() throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void theEndOfATransactionIsNoRecord() {
        transaction(0, true);

        assertThat(found(gaps.areEmpty(Map.of(0, 1L), Map.of(0, 2L)))).isTrue();
    }

    @Test
    void whatWasTakenBackIsNoRecord() {
        transaction(1, false);

        assertThat(found(gaps.areEmpty(Map.of(), Map.of(1, 2L)))).isTrue();
    }

    @Test
    void aRecordIsFound() {
        transaction(0, true);
        transaction(1, false);

        assertThat(found(gaps.areEmpty(Map.of(0, 0L), Map.of(0, 2L, 1, 2L)))).isFalse();
    }

    private void transaction(int partition, boolean commit) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.get("bootstrap.servers"),
                "transactional.id",
                UUID.randomUUID().toString());
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, partition, "key", new byte[1]));
            producer.flush();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private static boolean found(CompletionStage<Boolean> looked) {
        return looked.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
