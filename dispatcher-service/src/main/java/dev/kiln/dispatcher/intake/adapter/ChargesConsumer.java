package dev.kiln.dispatcher.intake.adapter;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.deadletter.DeadLetters;
import dev.kiln.dispatcher.intake.Rejection;
import dev.kiln.dispatcher.intake.TakeCharges;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes {@code billing.charges}; a batch is acknowledged when all of it is counted or a dead letter. */
@ApplicationScoped
public class ChargesConsumer {

    private final TakeCharges take;
    private final DeadLetters deadLetters;
    private final CloudEventsCodec codec;
    private final UntilStored untilStored;

    ChargesConsumer(TakeCharges take, DeadLetters deadLetters, CloudEventsCodec codec, UntilStored untilStored) {
        this.take = take;
        this.deadLetters = deadLetters;
        this.codec = codec;
        this.untilStored = untilStored;
    }

    @Incoming("billing-charges")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) {
        IncomingBatch batch = new IncomingBatch(Topic.BILLING_CHARGES, records, codec);
        List<Rejection> refused = untilStored.get(Topic.BILLING_CHARGES, () -> take.take(batch.envelopes()));
        batch.letters(refused).forEach(letter -> untilStored.run(Topic.BILLING_CHARGES, () -> deadLetters.add(letter)));
    }
}
