package dev.kiln.gateway.view.adapter;

import dev.kiln.contract.DeadLetterHeaders;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;

/** Puts records aside, unchanged, with the reason and where they came from in headers. */
@Singleton
public final class KafkaDeadLetters {

    private static final Logger LOG = Logger.getLogger(KafkaDeadLetters.class);

    /** In characters; those of generations are much shorter. */
    private static final int LONGEST_KEY = 256;

    private final MutinyEmitter<ProducerRecord<String, byte[]>> emitter;
    private final ViewTopics topics;
    private final ViewMeters meters;

    public KafkaDeadLetters(
            @Channel("dead-letters") MutinyEmitter<ProducerRecord<String, byte[]>> emitter,
            ViewTopics topics,
            ViewMeters meters) {
        this.emitter = emitter;
        this.topics = topics;
        this.meters = meters;
    }

    /** Completes when Kafka has the record, without what of it is too large for the topic: its value, then its headers. */
    Uni<Void> send(DeadLetter letter) {
        ConsumerRecord<String, byte[]> record = letter.record();
        return emitter.send(copy(letter, record.value()))
                .onFailure(RecordTooLargeException.class)
                .recoverWithUni(() -> emitter.send(copy(letter, null)))
                .onFailure(RecordTooLargeException.class)
                .recoverWithUni(() -> emitter.send(trace(letter)))
                .invoke(() -> {
                    meters.buried(letter.reason());
                    ViewMeters.aboutKey(
                            record.key(),
                            () -> LOG.warnf(
                                    "%s: %s %d at %d went to the dead letters: %s",
                                    letter.reason(),
                                    record.topic(),
                                    record.partition(),
                                    record.offset(),
                                    letter.detail()));
                });
    }

    private ProducerRecord<String, byte[]> copy(DeadLetter letter, byte[] value) {
        ConsumerRecord<String, byte[]> record = letter.record();
        return addressed(
                letter,
                new ProducerRecord<>(
                        topics.deadLetterTopic(record.topic()), null, record.key(), value, record.headers()));
    }

    /** Where the record stood, and its key unless that is what is so large. */
    private ProducerRecord<String, byte[]> trace(DeadLetter letter) {
        ConsumerRecord<String, byte[]> record = letter.record();
        String key = record.key() == null || record.key().length() > LONGEST_KEY ? null : record.key();
        return addressed(letter, new ProducerRecord<>(topics.deadLetterTopic(record.topic()), key, null));
    }

    private static ProducerRecord<String, byte[]> addressed(DeadLetter letter, ProducerRecord<String, byte[]> copy) {
        ConsumerRecord<String, byte[]> record = letter.record();
        DeadLetterHeaders.add(
                copy.headers(), letter.reason(), letter.detail(), record.topic(), record.partition(), record.offset());
        return copy;
    }
}
