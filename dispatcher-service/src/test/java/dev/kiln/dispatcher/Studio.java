package dev.kiln.dispatcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.TaskEvent;
import dev.kiln.contract.Topic;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/** The tenant studio, which asks by topic for videos, and waits for what is said of them. */
final class Studio implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(30);

    private final String prefix = ConfigProvider.getConfig().getValue("kiln.topics.prefix", String.class);
    private final KilnTopics topics =
            new KilnTopics(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class), prefix);

    String prefix() {
        return prefix;
    }

    /** Returns the generation's id. */
    String request(String prompt) {
        return request(requested(null, prompt));
    }

    String request(GenerationRequested requested) {
        Envelope envelope = envelope(requested);
        send(envelope);
        return GenerationIds.ofRequest("studio", "/test", envelope.id());
    }

    static GenerationRequested requested(String id, String prompt) {
        return new GenerationRequested(id, "kling/v2-1-pro", input(prompt), null, null, null, null, null);
    }

    static ObjectNode input(String prompt) {
        return ContractJson.mapper()
                .createObjectNode()
                .put("prompt", prompt)
                .put("image_url", "https://files.example.com/start.png");
    }

    static Envelope envelope(KilnEvent event) {
        String tenant = event instanceof TaskEvent ? null : "studio";
        return new Envelope(UUID.randomUUID().toString(), URI.create("/test"), Instant.now(), tenant, event);
    }

    void send(Envelope envelope) {
        topics.send(envelope);
    }

    void send(ProducerRecord<String, byte[]> record) {
        topics.send(record);
    }

    /** The first of the type. */
    <E extends KilnEvent> E await(String key, Class<E> type) {
        return await(key, type, event -> true);
    }

    /** The first of the type that is as wanted. */
    <E extends KilnEvent> E await(String key, Class<E> type, Predicate<E> wanted) {
        return Awaitility.await()
                .atMost(DEADLINE)
                .until(() -> topics.events(key, type).stream().filter(wanted).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    /** The reason of the dead letter of that key. */
    String awaitDeadLetter(Topic topic, String key) {
        return Awaitility.await()
                .atMost(DEADLINE)
                .until(() -> topics.deadLetterReason(topic, key), found -> found.isPresent())
                .orElseThrow();
    }

    /** How many creates came to Kie for it. */
    static long creates(String generationId) {
        return KieStandIn.CREATES.stream()
                .filter(create -> create.getString("callBackUrl").contains(generationId))
                .count();
    }

    @Override
    public void close() {
        topics.close();
    }
}
