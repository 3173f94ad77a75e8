package dev.kiln.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.Reason;
import dev.kiln.contract.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that Kafka took, by other producers' settings, and that no dead letter can hold as they are. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
@QuarkusTestResource(KieStandIn.class)
class LargeRecordsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "kiln.topics.prefix")
    String prefix;

    private KilnTopics topics;

    @BeforeEach
    void open() {
        topics = new KilnTopics(bootstrapServers, prefix);
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void whatIsTooLargeForTheDeadLettersIsPutAsideWithoutItsValue() {
        String tooLarge = "too-large-" + UUID.randomUUID();
        byte[] zeros = new byte[3 * 1024 * 1024];

        topics.send(
                new ProducerRecord<>(requests(), 0, tooLarge, zeros),
                Map.of("max.request.size", 4 * 1024 * 1024, "compression.type", "gzip"));

        ConsumerRecord<String, byte[]> dead = awaitDeadLetter(tooLarge);
        assertThat(dead.value()).isNull();
        assertThat(reason(dead)).isEqualTo(Reason.UNREADABLE);
        awaitSubmitted(request());
    }

    @Test
    void whatIsStillTooLargeIsPutAsideWithoutItsHeaders() {
        String marked = "headers-" + UUID.randomUUID();
        byte[] noise = new byte[1_048_300];
        new Random(1).nextBytes(noise);
        ProducerRecord<String, byte[]> bad = new ProducerRecord<>(requests(), 0, marked, null);
        bad.headers().add("noise", noise);

        topics.send(bad, Map.of("max.request.size", 2 * 1024 * 1024));

        ConsumerRecord<String, byte[]> dead = awaitDeadLetter(marked);
        assertThat(dead.value()).isNull();
        assertThat(dead.headers().lastHeader("noise")).isNull();
        assertThat(reason(dead)).isEqualTo(Reason.UNREADABLE);
        awaitSubmitted(request());
    }

    private String requests() {
        return Topic.GENERATION_REQUESTS.qualifiedName(prefix);
    }

    /** Behind the large one, in its partition. */
    private String request() {
        Envelope envelope = Studio.envelope(Studio.requested(null, "after a large one " + UUID.randomUUID()));
        ProducerRecord<String, byte[]> record = new CloudEventsCodec(prefix).write(envelope);
        topics.send(new ProducerRecord<>(record.topic(), 0, record.key(), record.value(), record.headers()));
        return GenerationIds.ofRequest("studio", "/test", envelope.id());
    }

    private void awaitSubmitted(String generationId) {
        Awaitility.await()
                .atMost(DEADLINE)
                .until(() ->
                        topics.event(generationId, GenerationSubmitted.class).isPresent());
    }

    private ConsumerRecord<String, byte[]> awaitDeadLetter(String key) {
        return Awaitility.await()
                .atMost(DEADLINE)
                .until(() -> topics.deadLetter(Topic.GENERATION_REQUESTS, key), found -> found.isPresent())
                .orElseThrow();
    }

    private static String reason(ConsumerRecord<String, byte[]> dead) {
        return new String(dead.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8);
    }
}
