package dev.kiln.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kiln.contract.CreditsCharged;
import dev.kiln.contract.DeadLetterHeaders;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;
import dev.kiln.contract.Topic;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import dev.kiln.stack.StackSecrets;
import dev.kiln.stack.client.GatewayClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What release 0.1 wrote, byte for byte, before today's services: each consumer takes it for what it was. */
class ReleasedEventsIT {
    private static final String KEY = "key-" + UUID.randomUUID();
    private static final Map<String, String> STATUS = Map.of(
            "dev.kiln.generation.succeeded.v1", "succeeded",
            "dev.kiln.generation.failed.v1", "failed",
            "dev.kiln.generation.canceled.v1", "canceled");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private static RunningStack kiln;

    @BeforeAll
    static void start() {
        kiln = RunningStack.start(
                "released", Map.of(Part.GATEWAY, Map.of("KILN_TENANTS__STUDIO__KEY_HASHES", StackSecrets.hash(KEY))));
    }

    @AfterAll
    static void stop() {
        if (kiln != null) {
            kiln.close();
        }
    }

    @Test
    void isProcessedAndNotPutAside() throws IOException {
        var released = records();
        var ends = endings(released);
        assertThat(ends).isNotEmpty();

        released.forEach(record -> kiln.stack().events().send(produced(record)));

        var gateway = new GatewayClient(kiln.stack().ports().url(Part.GATEWAY), KEY);
        await().atMost(WITHIN)
                .untilAsserted(() -> assertThat(ends)
                        .allSatisfy((id, end) -> assertThat(gateway.generation(id))
                                .as(id)
                                .hasValueSatisfying(seen ->
                                        assertThat(seen.path("status").asText()).isEqualTo(STATUS.get(type(end))))));
        await().atMost(WITHIN)
                .untilAsserted(() -> assertThat(chargedByBilling())
                        .containsAll(ends.keySet().stream()
                                .filter(id -> hasCredits(ends.get(id)))
                                .toList()));
        await().atMost(WITHIN)
                .untilAsserted(() -> assertThat(ConsumedToTheEnd.missing(
                                kiln.stack().ports().bootstrapServers(), LocalStack.TOPIC_PREFIX))
                        .isEmpty());
        assertThat(putAside()).isEmpty();
    }

    /** Of each generation whose last released event is a completion and the only one of its sequence. */
    private static Map<String, JsonNode> endings(List<JsonNode> released) {
        var last = new HashMap<String, JsonNode>();
        var twice = new ArrayList<String>();
        for (var record : released) {
            var data = data(record);
            if (!data.has("generationId")) {
                continue;
            }
            var id = data.path("generationId").asText();
            if (record.path("topic").asText().endsWith("generation.requests")) {
                twice.add(id);
            }
            if (!data.has("sequence")) {
                continue;
            }
            var before = last.get(id);
            var order = before == null
                    ? 1
                    : Long.compare(
                            data.path("sequence").asLong(),
                            data(before).path("sequence").asLong());
            if (order > 0) {
                last.put(id, record);
                twice.remove(id);
            } else if (order == 0) {
                twice.add(id);
            }
        }
        last.keySet().removeAll(twice);
        last.values().removeIf(record -> !STATUS.containsKey(type(record)));
        return last;
    }

    private static boolean hasCredits(JsonNode record) {
        var credits = data(record).at("/charge/credits");
        return credits.isTextual() && !credits.asText().equals("0");
    }

    private static List<String> chargedByBilling() {
        return kiln.stack().events().all().stream()
                .filter(envelope -> envelope.source().equals(Envelope.BILLING))
                .filter(envelope -> envelope.id().endsWith(".charged"))
                .map(Envelope::event)
                .filter(CreditsCharged.class::isInstance)
                .map(event -> ((CreditsCharged) event).generationId())
                .toList();
    }

    private static List<String> putAside() {
        var letters = new ArrayList<String>();
        for (var topic : Topic.values()) {
            for (var group : topic.groups()) {
                for (var letter : kiln.stack().events().deadLetters(topic, group)) {
                    var reason = new String(
                            letter.headers()
                                    .lastHeader(DeadLetterHeaders.REASON)
                                    .value(),
                            StandardCharsets.UTF_8);
                    if (List.of(Reason.UNREADABLE, Reason.NOT_HANDLED).contains(reason)) {
                        letters.add(letter.topic() + " " + letter.key() + " " + reason);
                    }
                }
            }
        }
        return letters;
    }

    private static ProducerRecord<String, byte[]> produced(JsonNode record) {
        var produced = new ProducerRecord<>(
                record.path("topic").asText(),
                record.path("key").textValue(),
                record.path("value").asText().getBytes(StandardCharsets.UTF_8));
        record.path("headers")
                .properties()
                .forEach(header -> produced.headers()
                        .add(header.getKey(), header.getValue().asText().getBytes(StandardCharsets.UTF_8)));
        return produced;
    }

    private static String type(JsonNode record) {
        return record.at("/headers/ce_type").asText();
    }

    private static JsonNode data(JsonNode record) {
        return json(record.path("value").asText());
    }

    private static List<JsonNode> records() throws IOException {
        try (var file = Envelope.class.getResourceAsStream("/released/0.1/records.jsonl")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(ReleasedEventsIT::json)
                    .toList();
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
