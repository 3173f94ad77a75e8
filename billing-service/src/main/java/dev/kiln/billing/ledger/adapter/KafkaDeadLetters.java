package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.BillingConfig;
import dev.kiln.contract.DeadLetterHeaders;
import dev.kiln.contract.Topic;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Writes what the group could not take to its dead letter topics, as it came and with its reason in headers. */
@ApplicationScoped
class KafkaDeadLetters {

    private static final String GROUP = "billing";

    private final MutinyEmitter<byte[]> emitter;
    private final String prefix;
    private final LedgerMetrics metrics;

    KafkaDeadLetters(
            @Channel("dead-letters") MutinyEmitter<byte[]> emitter, BillingConfig config, LedgerMetrics metrics) {
        this.emitter = emitter;
        this.prefix = config.topics().prefix();
        this.metrics = metrics;
    }

    /** Completes when Kafka has all of them. */
    Uni<Void> write(List<DeadLetter> letters) {
        return Multi.createFrom()
                .iterable(letters)
                .onItem()
                .transformToUniAndConcatenate(this::write)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> write(DeadLetter letter) {
        return send(letter, letter.record().value())
                .onFailure(RecordTooLargeException.class)
                .recoverWithUni(() -> send(letter, null))
                .invoke(() -> metrics.deadLetter(letter));
    }

    private Uni<Void> send(DeadLetter letter, byte[] value) {
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(deadLetterName(letter.record().topic()))
                .withKey(letter.record().key())
                .withHeaders(headers(letter))
                .build();
        return emitter.sendMessage(Message.of(value).addMetadata(metadata));
    }

    private String deadLetterName(String topic) {
        return Arrays.stream(Topic.values())
                .filter(known -> known.qualifiedName(prefix).equals(topic))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(topic + " is no topic of Kiln's"))
                .deadLetterName(prefix, GROUP);
    }

    private static Headers headers(DeadLetter letter) {
        Headers headers = new RecordHeaders(letter.record().headers().toArray());
        DeadLetterHeaders.add(
                headers,
                letter.reason(),
                letter.detail(),
                letter.record().topic(),
                letter.record().partition(),
                letter.record().offset());
        return headers;
    }
}
