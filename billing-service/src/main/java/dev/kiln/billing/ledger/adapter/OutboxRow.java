package dev.kiln.billing.ledger.adapter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An event that is to be said on a topic, as the record that will say it; deleted after its acknowledgement. */
@Entity
@Table(schema = "working", name = "outbox")
class OutboxRow {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "outbox_id")
    @SequenceGenerator(name = "outbox_id", schema = "working", sequenceName = "outbox_id", allocationSize = 50)
    private Long id;

    @Column(name = "event_id")
    private String eventId;

    private String topic;

    @Column(name = "record_key")
    private String recordKey;

    /** A JSON object of strings. */
    private String headers;

    private byte[] payload;

    @Column(name = "created_at")
    private Instant createdAt;

    static OutboxRow of(String eventId, ProducerRecord<String, byte[]> record, Instant now) {
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        OutboxRow row = new OutboxRow();
        row.eventId = eventId;
        row.topic = record.topic();
        row.recordKey = record.key();
        row.headers = headers.toString();
        row.payload = record.value();
        row.createdAt = now;
        return row;
    }
}
