package dev.kiln.dispatcher.intake.adapter;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.deadletter.DeadLetters;
import dev.kiln.dispatcher.intake.Rejection;
import dev.kiln.dispatcher.intake.TakeTenants;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes {@code tenants}; a batch is acknowledged when all of it is stored or a dead letter. */
@ApplicationScoped
public class TenantsConsumer {

    private final TakeTenants take;
    private final DeadLetters deadLetters;
    private final CloudEventsCodec codec;
    private final UntilStored untilStored;

    TenantsConsumer(TakeTenants take, DeadLetters deadLetters, CloudEventsCodec codec, UntilStored untilStored) {
        this.take = take;
        this.deadLetters = deadLetters;
        this.codec = codec;
        this.untilStored = untilStored;
    }

    @Incoming("tenants")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) {
        IncomingBatch batch = new IncomingBatch(Topic.TENANTS, records, codec);
        List<Rejection> refused = untilStored.get(
                Topic.TENANTS,
                () -> batch.envelopes().stream()
                        .flatMap(envelope -> take.take(envelope).stream())
                        .toList());
        batch.letters(refused).forEach(letter -> untilStored.run(Topic.TENANTS, () -> deadLetters.add(letter)));
    }
}
