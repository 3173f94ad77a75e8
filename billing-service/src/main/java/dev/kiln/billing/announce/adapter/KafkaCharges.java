package dev.kiln.billing.announce.adapter;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Says what the outbox holds on its topic. */
@ApplicationScoped
class KafkaCharges {

    private final MutinyEmitter<byte[]> emitter;

    KafkaCharges(@Channel("charges") MutinyEmitter<byte[]> emitter) {
        this.emitter = emitter;
    }

    /** Completes when Kafka has it. */
    Uni<Void> send(PgOutbox.Waiting waiting) {
        RecordHeaders headers = new RecordHeaders();
        waiting.headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(waiting.topic())
                .withKey(waiting.key())
                .withHeaders(headers)
                .build();
        return emitter.sendMessage(Message.of(waiting.payload()).addMetadata(metadata));
    }
}
