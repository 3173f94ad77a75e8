package dev.kiln.gateway.view.adapter;

import dev.kiln.contract.Reason;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that the view could not take.
 *
 * @param reason one of {@link Reason}
 * @param detail for people; quotes nothing of the record
 */
record DeadLetter(ConsumerRecord<String, byte[]> record, String reason, String detail) {

    static DeadLetter unreadable(ConsumerRecord<String, byte[]> record, String detail) {
        return new DeadLetter(record, Reason.UNREADABLE, detail);
    }
}
