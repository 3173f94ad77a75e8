package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.contract.AccountEvent;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;
import dev.kiln.contract.UnreadableEvent;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record as the ledger sees it. Sealed, so that each kind is dealt with where a batch is split. */
sealed interface ReadRecord {

    ConsumerRecord<String, byte[]> record();

    record Readable(ConsumerRecord<String, byte[]> record, LedgerInput input) implements ReadRecord {}

    /** What the dispatcher says of a Kie account. */
    record OfAccount(ConsumerRecord<String, byte[]> record, Envelope envelope) implements ReadRecord {}

    /** An event that is not the ledger's business, or of a type that this version does not know. */
    record Skipped(ConsumerRecord<String, byte[]> record) implements ReadRecord {}

    record Unreadable(ConsumerRecord<String, byte[]> record, DeadLetter letter) implements ReadRecord {}

    static ReadRecord of(ConsumerRecord<String, byte[]> record, CloudEventsCodec codec) {
        try {
            Instant recorded = Instant.ofEpochMilli(record.timestamp());
            Envelope envelope = codec.read(record.headers(), record.value(), recorded);
            if (envelope.event() instanceof AccountEvent) {
                return new OfAccount(record, envelope);
            }
            return LedgerInput.of(envelope)
                    .<ReadRecord>map(input -> new Readable(record, input))
                    .orElseGet(() -> new Skipped(record));
        } catch (UnreadableEvent e) {
            return e.unknownType() ? new Skipped(record) : unreadable(record, e.getMessage());
        } catch (RuntimeException e) {
            return unreadable(record, "the record's headers or value cannot be decoded");
        }
    }

    private static ReadRecord unreadable(ConsumerRecord<String, byte[]> record, String detail) {
        return new Unreadable(record, new DeadLetter(record, Reason.UNREADABLE, detail));
    }
}
