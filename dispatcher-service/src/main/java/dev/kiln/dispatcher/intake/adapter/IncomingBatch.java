package dev.kiln.dispatcher.intake.adapter;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;
import dev.kiln.contract.Topic;
import dev.kiln.contract.UnreadableEvent;
import dev.kiln.dispatcher.deadletter.DeadLetter;
import dev.kiln.dispatcher.intake.Rejection;
import dev.kiln.dispatcher.task.Inbox.Offset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A polled batch, read: the events in it, and dead letters for the rest. */
final class IncomingBatch {

    private final Topic topic;
    private final Map<Envelope, ConsumerRecord<String, byte[]>> records = new IdentityHashMap<>();
    private final List<Envelope> envelopes = new ArrayList<>();
    private final List<DeadLetter> unreadable = new ArrayList<>();
    private final List<Offset> offsets = new ArrayList<>();

    IncomingBatch(Topic topic, ConsumerRecords<String, byte[]> polled, CloudEventsCodec codec) {
        this.topic = topic;
        for (ConsumerRecord<String, byte[]> record : polled) {
            read(record, codec);
        }
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<String, byte[]>> ofPartition = polled.records(partition);
            long next = ofPartition.get(ofPartition.size() - 1).offset() + 1;
            offsets.add(new Offset(topic.baseName(), partition.partition(), next));
        }
    }

    /** An event of a type that a later version added is skipped: it is for readers who know it. */
    private void read(ConsumerRecord<String, byte[]> record, CloudEventsCodec codec) {
        try {
            Envelope envelope = codec.read(record.headers(), record.value(), Instant.ofEpochMilli(record.timestamp()));
            records.put(envelope, record);
            envelopes.add(envelope);
        } catch (UnreadableEvent e) {
            if (!e.unknownType()) {
                unreadable.add(deadLetter(record, Reason.UNREADABLE, e.getMessage()));
            }
        }
    }

    List<Envelope> envelopes() {
        return envelopes;
    }

    List<Offset> offsets() {
        return offsets;
    }

    List<DeadLetter> unreadable() {
        return unreadable;
    }

    /** Of what was refused, and of what cannot be read. */
    List<DeadLetter> letters(List<Rejection> refused) {
        return Stream.concat(refused.stream().map(this::deadLetter), unreadable.stream())
                .toList();
    }

    Headers headers(Envelope envelope) {
        return records.get(envelope).headers();
    }

    DeadLetter deadLetter(Rejection rejection) {
        return deadLetter(records.get(rejection.envelope()), rejection.reason(), rejection.detail());
    }

    private DeadLetter deadLetter(ConsumerRecord<String, byte[]> record, String reason, String detail) {
        Map<String, byte[]> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value());
        }
        return new DeadLetter(
                topic, record.partition(), record.offset(), record.key(), record.value(), headers, reason, detail);
    }
}
