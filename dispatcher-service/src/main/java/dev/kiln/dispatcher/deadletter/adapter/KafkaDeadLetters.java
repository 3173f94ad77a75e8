package dev.kiln.dispatcher.deadletter.adapter;

import dev.kiln.contract.DeadLetterHeaders;
import dev.kiln.dispatcher.deadletter.DeadLetter;
import dev.kiln.dispatcher.deadletter.DeadLetters;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.Duration;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Dead letters in the topics {@code <topic>.dispatcher.dlq}, with the header names that SmallRye's own would have. */
public final class KafkaDeadLetters implements DeadLetters {

    private static final String GROUP = "dispatcher";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final MutinyEmitter<byte[]> emitter;
    private final String topicPrefix;
    private final MeterRegistry meters;

    public KafkaDeadLetters(MutinyEmitter<byte[]> emitter, String topicPrefix, MeterRegistry meters) {
        this.emitter = emitter;
        this.topicPrefix = topicPrefix;
        this.meters = meters;
    }

    @Override
    public void add(DeadLetter letter) {
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(letter.topic().deadLetterName(topicPrefix, GROUP))
                .withKey(letter.key())
                .withHeaders(headers(letter))
                .build();
        Message<byte[]> message = Message.of(letter.value()).addMetadata(metadata);
        emitter.sendMessage(message).await().atMost(LONGEST_WAIT);
        meters.counter(
                        "kiln_dispatcher_dead_letters_total",
                        "topic",
                        letter.topic().baseName(),
                        "reason",
                        letter.reason())
                .increment();
    }

    private Headers headers(DeadLetter letter) {
        Headers headers = new RecordHeaders();
        letter.headers().forEach(headers::add);
        DeadLetterHeaders.add(
                headers,
                letter.reason(),
                letter.detail(),
                letter.topic().qualifiedName(topicPrefix),
                letter.partition(),
                letter.offset());
        return headers;
    }
}
