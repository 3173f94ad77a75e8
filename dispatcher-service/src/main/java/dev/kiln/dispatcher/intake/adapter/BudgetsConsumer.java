package dev.kiln.dispatcher.intake.adapter;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.deadletter.DeadLetters;
import dev.kiln.dispatcher.intake.TakeBudgets;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes {@code billing.budgets} as it changes; a batch is acknowledged when all of it is stored or a dead letter. */
@ApplicationScoped
public class BudgetsConsumer {

    private final TakeBudgets take;
    private final DeadLetters deadLetters;
    private final CloudEventsCodec codec;
    private final UntilStored untilStored;

    BudgetsConsumer(TakeBudgets take, DeadLetters deadLetters, CloudEventsCodec codec, UntilStored untilStored) {
        this.take = take;
        this.deadLetters = deadLetters;
        this.codec = codec;
        this.untilStored = untilStored;
    }

    @Incoming("billing-budgets")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) {
        IncomingBatch batch = new IncomingBatch(Topic.BILLING_BUDGETS, records, codec);
        batch.envelopes()
                .forEach(envelope -> untilStored.run(
                        Topic.BILLING_BUDGETS,
                        () -> take.take(envelope).map(batch::deadLetter).ifPresent(deadLetters::add)));
        batch.unreadable().forEach(letter -> untilStored.run(Topic.BILLING_BUDGETS, () -> deadLetters.add(letter)));
    }
}
