package dev.kiln.stack.deadletter.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.DeadLetterHeaders;
import dev.kiln.stack.deadletter.DeadLetterTopic;
import dev.kiln.stack.deadletter.Letter;
import dev.kiln.stack.deadletter.LetterId;
import dev.kiln.stack.deadletter.Resolution;
import dev.kiln.stack.deadletter.WholeLetter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Letters and resolutions as records of Kafka. */
final class LetterRecords {
    private LetterRecords() {}

    /** A letter always says its reason, so that a stranger's header does not make it pass for a resolution. */
    static boolean isResolution(ConsumerRecord<byte[], byte[]> record) {
        return header(record.headers(), DeadLetterHeaders.REASON) == null
                && header(record.headers(), DeadLetterHeaders.RESOLUTION) != null;
    }

    static Letter letter(ConsumerRecord<byte[], byte[]> record, DeadLetterTopic of) {
        var headers = record.headers();
        return new Letter(
                new LetterId(record.topic(), record.partition(), record.offset()),
                of,
                Instant.ofEpochMilli(record.timestamp()),
                header(headers, DeadLetterHeaders.REASON),
                header(headers, DeadLetterHeaders.DETAIL),
                text(record.key()),
                header(headers, "ce_type"),
                record.value() == null ? 0 : record.value().length);
    }

    static WholeLetter whole(ConsumerRecord<byte[], byte[]> record, DeadLetterTopic of) {
        var headers = new ArrayList<WholeLetter.NamedValue>();
        record.headers().forEach(header -> headers.add(new WholeLetter.NamedValue(header.key(), header.value())));
        return new WholeLetter(letter(record, of), record.key(), record.value(), headers);
    }

    static ProducerRecord<byte[], byte[]> replay(WholeLetter whole, String prefix) {
        var topic = whole.letter().of().source().qualifiedName(prefix);
        var record = new ProducerRecord<>(topic, whole.key(), whole.value());
        whole.headers().stream()
                .filter(header -> !header.name().toLowerCase(Locale.ROOT).startsWith(DeadLetterHeaders.PREFIX))
                .forEach(header -> record.headers().add(header.name(), header.value()));
        return record;
    }

    static ProducerRecord<byte[], byte[]> record(Resolution resolution) {
        var said = new LinkedHashMap<String, String>();
        said.put("letter", resolution.letter().toString());
        said.put("action", resolution.action().word());
        said.put("by", resolution.by());
        said.put("at", resolution.at().toString());
        said.put("why", resolution.why());
        var record = new ProducerRecord<byte[], byte[]>(
                resolution.letter().topic(), resolution.letter().partition(), null, json(said));
        record.headers()
                .add(DeadLetterHeaders.RESOLUTION, resolution.action().word().getBytes(StandardCharsets.UTF_8));
        return record;
    }

    /** Empty where it cannot be read, or speaks of no earlier record of its own partition. */
    static Optional<Resolution> resolution(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return read(ContractJson.mapper().readTree(record.value()))
                    .filter(resolution -> isEarlierHere(resolution.letter(), record));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Resolution> read(JsonNode said) {
        return List.of(Resolution.Action.values()).stream()
                .filter(action -> action.word().equals(said.path("action").asText()))
                .findFirst()
                .map(action -> new Resolution(
                        LetterId.parse(said.path("letter").asText()),
                        action,
                        said.path("by").asText(),
                        Instant.parse(said.path("at").asText()),
                        said.path("why").asText(null)));
    }

    private static boolean isEarlierHere(LetterId letter, ConsumerRecord<byte[], byte[]> record) {
        return letter.topic().equals(record.topic())
                && letter.partition() == record.partition()
                && letter.offset() < record.offset();
    }

    private static byte[] json(Object value) {
        try {
            return ContractJson.mapper().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Text can always be written as JSON", e);
        }
    }

    private static String header(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
