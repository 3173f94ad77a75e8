package dev.kiln.billing.ledger.adapter;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that is set aside.
 *
 * @param detail for people; quotes nothing of the record
 */
record DeadLetter(ConsumerRecord<String, byte[]> record, String reason, String detail) {}
