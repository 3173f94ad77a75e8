package dev.kiln.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Kiln's events as CloudEvents 1.0 on Kafka: read in binary and in structured mode, written in binary mode.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding</a>
 */
public final class CloudEventsCodec {

    private static final String TENANT = "tenantid";

    private final String prefix;

    /** The prefix stands before the name of each topic, {@code kiln.} by default. */
    public CloudEventsCodec(String prefix) {
        this.prefix = prefix;
    }

    /** The record for the event's topic, keyed as the contract says. */
    public ProducerRecord<String, byte[]> write(Envelope envelope) {
        EventType type = envelope.type();
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(envelope.id())
                .withSource(envelope.source())
                .withType(type.typeName())
                .withTime(envelope.time().atOffset(ZoneOffset.UTC))
                .withData("application/json", dataOf(envelope.event()));
        if (envelope.event().key() != null) {
            builder.withSubject(envelope.event().key());
        }
        if (envelope.tenantId() != null) {
            builder.withExtension(TENANT, envelope.tenantId());
        }
        return KafkaMessageFactory.<String>createWriter(
                        type.topic().qualifiedName(prefix), envelope.event().key())
                .writeBinary(builder.build());
    }

    /** As {@link #read(Headers, byte[], Instant)}, for events that name their time. */
    public Envelope read(Headers headers, byte[] value) {
        return read(headers, value, Instant.EPOCH);
    }

    /**
     * Reads a record of either mode; throws {@link UnreadableEvent} for anything that is no event of Kiln's.
     *
     * @param timeIfNone the record's own, for an event without the optional {@code ce_time}
     */
    public Envelope read(Headers headers, byte[] value, Instant timeIfNone) {
        CloudEvent event = cloudEvent(headers, value);
        EventType type = EventType.named(event.getType()).orElseThrow(UnreadableEvent::ofUnknownType);
        KilnEvent data = data(type, event);
        OffsetDateTime time = event.getTime();
        Object tenant = event.getExtension(TENANT);
        try {
            return new Envelope(
                    event.getId(),
                    event.getSource(),
                    time == null ? timeIfNone : time.toInstant(),
                    tenant == null ? null : tenant.toString(),
                    data);
        } catch (IllegalArgumentException e) {
            throw UnreadableEvent.because(e.getMessage());
        }
    }

    /** The library answers garbage with exceptions of many kinds; none of them is more than garbage here. */
    private static CloudEvent cloudEvent(Headers headers, byte[] value) {
        if (value == null) {
            throw UnreadableEvent.because("the record has no value");
        }
        try {
            return KafkaMessageFactory.createReader(headers, value).toEvent();
        } catch (RuntimeException e) {
            throw UnreadableEvent.because("the record is no CloudEvent 1.0 in binary or structured mode");
        }
    }

    private static KilnEvent data(EventType type, CloudEvent event) {
        if (event.getData() == null) {
            throw UnreadableEvent.because("the event has no data");
        }
        try {
            KilnEvent data = ContractJson.mapper().readValue(event.getData().toBytes(), type.record());
            if (data == null) {
                throw UnreadableEvent.because("the event's data is null");
            }
            return data;
        } catch (JsonMappingException e) {
            throw UnreadableEvent.because("the event's data does not fit its type at " + pointer(e) + reasonOf(e));
        } catch (IOException e) {
            throw UnreadableEvent.because("the event's data is no readable JSON");
        }
    }

    private static String reasonOf(JsonMappingException e) {
        Throwable cause = e.getCause();
        boolean ours = cause instanceof IllegalArgumentException && !(cause instanceof NumberFormatException);
        return ours ? ": " + cause.getMessage() : "";
    }

    private static String pointer(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("/"));
        return "/" + path;
    }

    private static byte[] dataOf(KilnEvent event) {
        try {
            return ContractJson.mapper().writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(event.getClass().getSimpleName() + " cannot be written as JSON", e);
        }
    }
}
