package dev.kiln.dispatcher.deadletter.adapter;

import dev.kiln.contract.DeadLetterHeaders;
import dev.kiln.dispatcher.deadletter.DeadLetter;
import dev.kiln.dispatcher.deadletter.DeadLetters;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.MutinyEmitter;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Dead letters in the topics {@code <topic>.dispatcher.dlq}, with the header names that SmallRye's own would have. */
public final class KafkaDeadLetters implements DeadLetters {

    private static final String GROUP = "dispatcher";
    /** In characters; those of generations are much shorter. */
    private static final int LONGEST_KEY = 256;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final MutinyEmitter<ProducerRecord<String, byte[]>> emitter;
    private final String topicPrefix;
    private final MeterRegistry meters;

    public KafkaDeadLetters(
            MutinyEmitter<ProducerRecord<String, byte[]>> emitter, String topicPrefix, MeterRegistry meters) {
        this.emitter = emitter;
        this.topicPrefix = topicPrefix;
        this.meters = meters;
    }

    /** Without what of the record is too large for the topic: its value, then its headers. */
    @Override
    public void add(DeadLetter letter) {
        emitter.send(copy(letter, letter.value()))
                .onFailure(RecordTooLargeException.class)
                .recoverWithUni(() -> emitter.send(copy(letter, null)))
                .onFailure(RecordTooLargeException.class)
                .recoverWithUni(() -> emitter.send(trace(letter)))
                .await()
                .atMost(LONGEST_WAIT);
        meters.counter(
                        "kiln_dispatcher_dead_letters_total",
                        "topic",
                        letter.topic().baseName(),
                        "reason",
                        letter.reason())
                .increment();
    }

    private ProducerRecord<String, byte[]> copy(DeadLetter letter, byte[] value) {
        ProducerRecord<String, byte[]> copy = new ProducerRecord<>(topic(letter), letter.key(), value);
        letter.headers().forEach(copy.headers()::add);
        return addressed(letter, copy);
    }

    /** Where the record stood, and its key unless that is what is so large. */
    private ProducerRecord<String, byte[]> trace(DeadLetter letter) {
        String key = letter.key() == null || letter.key().length() > LONGEST_KEY ? null : letter.key();
        return addressed(letter, new ProducerRecord<>(topic(letter), key, null));
    }

    private String topic(DeadLetter letter) {
        return letter.topic().deadLetterName(topicPrefix, GROUP);
    }

    private ProducerRecord<String, byte[]> addressed(DeadLetter letter, ProducerRecord<String, byte[]> copy) {
        DeadLetterHeaders.add(
                copy.headers(),
                letter.reason(),
                letter.detail(),
                letter.topic().qualifiedName(topicPrefix),
                letter.partition(),
                letter.offset());
        return copy;
    }
}
