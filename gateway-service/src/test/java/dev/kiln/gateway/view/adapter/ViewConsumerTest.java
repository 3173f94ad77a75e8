package dev.kiln.gateway.view.adapter;

import static dev.kiln.gateway.Callers.GENERATIONS;
import static dev.kiln.gateway.Callers.acme;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.Topic;
import dev.kiln.gateway.Events;
import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.TestTopics;
import dev.kiln.gateway.view.Projection;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

@GatewayTest
class ViewConsumerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    PgView view;

    @Inject
    KafkaDeadLetters deadLetters;

    @Inject
    ViewMeters meters;

    @Inject
    MeterRegistry registry;

    @Test
    void putsWhatIsNoEventAsideWithItsReasonAndGoesOn() {
        String poison = "poison-" + UUID.randomUUID();
        Events good = Events.of(newId());
        ProducerRecord<String, byte[]> bad =
                new ProducerRecord<>(TestTopics.requests(), good.id(), poison.getBytes(StandardCharsets.UTF_8));

        TestTopics.publish(List.of(bad, new ProducerRecord<>(TestTopics.requests(), good.id(), null), write(good)));

        awaitStatus(good.id(), "accepted");
        ConsumerRecord<String, byte[]> dead = awaitDeadLetter(Topic.GENERATION_REQUESTS, poison);
        assertThat(dead.key()).isEqualTo(good.id());
        assertThat(header(dead, "dead-letter-reason")).isEqualTo("UNREADABLE");
        assertThat(header(dead, "dead-letter-detail")).isNotBlank().doesNotContain(poison);
        assertThat(header(dead, "dead-letter-topic")).isEqualTo(TestTopics.requests());
    }

    @Test
    void putsAHollowEventInStructuredModeAsideAndGoesOn() {
        Events good = Events.of(newId());
        String hollow = "hollow-" + UUID.randomUUID();
        ProducerRecord<String, byte[]> bad =
                new ProducerRecord<>(TestTopics.requests(), hollow, "{}".getBytes(StandardCharsets.UTF_8));
        bad.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));

        TestTopics.publish(List.of(bad, write(good)));

        awaitStatus(good.id(), "accepted");
        assertThat(header(awaitDeadLetterOf(hollow), "dead-letter-reason")).isEqualTo("UNREADABLE");
    }

    @Test
    void putsAsideWhatItFailsOnAndKeepsTheRestOfTheBatch() {
        Events failing = Events.of(newId());
        Events good = Events.of(newId());
        ViewConsumer faulty = new ViewConsumer(codec(), new Projection(null), view, deadLetters, meters);

        faulty.consume(batch(write(failing), codec().write(good.succeeded(3))))
                .await()
                .atMost(PATIENCE);

        awaitStatus(good.id(), "succeeded");
        ConsumerRecord<String, byte[]> dead = awaitDeadLetter(Topic.GENERATION_REQUESTS, failing.id());
        assertThat(header(dead, "dead-letter-reason")).isEqualTo("NOT_HANDLED");
    }

    @Test
    void datesARequestThatNamesNoTimeByItsRecord() {
        Events events = Events.of(newId());
        ProducerRecord<String, byte[]> dated = write(events);
        Instant recorded = Instant.parse("2026-11-22T08:15:30Z");
        ProducerRecord<String, byte[]> undated = new ProducerRecord<>(
                dated.topic(), null, recorded.toEpochMilli(), dated.key(), dated.value(), dated.headers());
        undated.headers().remove("ce_time");

        TestTopics.publish(List.of(undated));

        awaitStatus(events.id(), "accepted");
        String acceptedAt =
                acme().get(GENERATIONS + "/" + events.id()).jsonPath().getString("acceptedAt");
        assertThat(Instant.parse(acceptedAt)).isEqualTo(recorded);
    }

    @Test
    void countsWhatItRefusedOfAnotherTenant() {
        Events owned = Events.of(newId());
        TestTopics.publish(owned.requested());
        awaitStatus(owned.id(), "accepted");
        double before = refused();

        TestTopics.publish(new Events(owned.id(), "globex").succeeded(9));
        TestTopics.publish(owned.succeeded(3));

        awaitStatus(owned.id(), "succeeded");
        await().atMost(PATIENCE).until(() -> refused() == before + 1);
    }

    @Test
    void putsAsideWithoutItsValueWhatIsTooLargeForTheDeadLetters() {
        Events after = Events.of(newId());
        String tooLarge = "too-large-" + UUID.randomUUID();
        byte[] zeros = new byte[3 * 1024 * 1024];

        TestTopics.publish(
                List.of(new ProducerRecord<>(TestTopics.requests(), 0, tooLarge, zeros)),
                Map.of("max.request.size", 4 * 1024 * 1024, "compression.type", "gzip"));
        TestTopics.publish(after.requested());

        ConsumerRecord<String, byte[]> dead = awaitDeadLetterOf(tooLarge);
        assertThat(dead.value()).isNull();
        assertThat(header(dead, "dead-letter-reason")).isEqualTo("UNREADABLE");
        awaitStatus(after.id(), "accepted");
    }

    @Test
    void putsAsideWithoutItsHeadersWhatIsStillTooLargeForTheDeadLetters() {
        Events after = Events.of(newId());
        String marked = "headers-" + UUID.randomUUID();
        byte[] noise = new byte[1_048_300];
        new Random(1).nextBytes(noise);
        ProducerRecord<String, byte[]> bad = new ProducerRecord<>(TestTopics.requests(), 0, marked, null);
        bad.headers().add("noise", noise);

        TestTopics.publish(List.of(bad), Map.of("max.request.size", 2 * 1024 * 1024));
        TestTopics.publish(after.requested());

        ConsumerRecord<String, byte[]> dead = awaitDeadLetterOf(marked);
        assertThat(dead.value()).isNull();
        assertThat(dead.headers().lastHeader("noise")).isNull();
        assertThat(header(dead, "dead-letter-reason")).isEqualTo("UNREADABLE");
        awaitStatus(after.id(), "accepted");
    }

    @Test
    void putsAsideWhatTheDatabaseCannotHoldAndKeepsTheRestOfTheBatch() {
        Events before = Events.of(newId());
        Events after = Events.of(newId());
        Events beyond = Events.of(newId());
        ProducerRecord<String, byte[]> record = codec().write(beyond.succeeded(3));
        byte[] farFuture = new String(record.value(), StandardCharsets.UTF_8)
                .replace(Events.COMPLETED.toString(), "+999999999-01-01T00:00:00Z")
                .getBytes(StandardCharsets.UTF_8);
        ProducerRecord<String, byte[]> bad =
                new ProducerRecord<>(record.topic(), null, record.key(), farFuture, record.headers());

        TestTopics.publish(List.of(write(before), bad, write(after)));

        awaitStatus(before.id(), "accepted");
        awaitStatus(after.id(), "accepted");
        awaitDeadLetter(Topic.GENERATION_COMPLETIONS, "+999999999-01-01T00:00:00Z");
        assertThat(acme().get(GENERATIONS + "/" + beyond.id()).statusCode()).isEqualTo(404);
    }

    @Test
    void skipsTypesThatALaterVersionMayHaveAdded() {
        Events good = Events.of(newId());
        ProducerRecord<String, byte[]> unknown = write(good);
        unknown.headers()
                .remove("ce_type")
                .add("ce_type", "dev.kiln.generation.praised.v1".getBytes(StandardCharsets.UTF_8));
        int before = deadLetters(Topic.GENERATION_REQUESTS).size();

        TestTopics.publish(List.of(unknown, write(good)));

        awaitStatus(good.id(), "accepted");
        assertThat(deadLetters(Topic.GENERATION_REQUESTS)).hasSize(before);
    }

    private static CloudEventsCodec codec() {
        return new CloudEventsCodec(TestTopics.prefix());
    }

    private static ProducerRecord<String, byte[]> write(Events events) {
        return codec().write(events.requested());
    }

    /** As if each were the first of its topic. */
    @SafeVarargs
    private static ConsumerRecords<String, byte[]> batch(ProducerRecord<String, byte[]>... records) {
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> read = new LinkedHashMap<>();
        for (ProducerRecord<String, byte[]> record : records) {
            ConsumerRecord<String, byte[]> first =
                    new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value());
            record.headers().forEach(first.headers()::add);
            read.put(new TopicPartition(record.topic(), 0), List.of(first));
        }
        return new ConsumerRecords<>(read, Map.of());
    }

    private double refused() {
        return registry.get("kiln.view.refused").counter().count();
    }

    private static String newId() {
        return GenerationIds.ofRequest("acme", "/test", UUID.randomUUID().toString());
    }

    private static void awaitStatus(String id, String status) {
        await().atMost(PATIENCE)
                .until(
                        () -> (Object)
                                acme().get(GENERATIONS + "/" + id).jsonPath().get("status"),
                        status::equals);
    }

    private static ConsumerRecord<String, byte[]> awaitDeadLetter(Topic topic, String content) {
        return await().atMost(PATIENCE)
                .until(
                        () -> deadLetters(topic).stream()
                                .filter(record -> record.value() != null)
                                .filter(record -> new String(record.value(), StandardCharsets.UTF_8).contains(content))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private static ConsumerRecord<String, byte[]> awaitDeadLetterOf(String key) {
        return await().atMost(PATIENCE)
                .until(
                        () -> deadLetters(Topic.GENERATION_REQUESTS).stream()
                                .filter(record -> key.equals(record.key()))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private static List<ConsumerRecord<String, byte[]>> deadLetters(Topic topic) {
        return TestTopics.read(topic.deadLetterName(TestTopics.prefix(), "gateway"));
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
