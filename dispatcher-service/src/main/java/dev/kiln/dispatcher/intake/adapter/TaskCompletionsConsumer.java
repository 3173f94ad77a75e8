package dev.kiln.dispatcher.intake.adapter;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.deadletter.DeadLetters;
import dev.kiln.dispatcher.intake.TakeTaskCompletions;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes {@code task.completions}; a batch is acknowledged when all of it is settled or a dead letter. */
@ApplicationScoped
public class TaskCompletionsConsumer {

    private final TakeTaskCompletions take;
    private final DeadLetters deadLetters;
    private final CloudEventsCodec codec;
    private final UntilStored untilStored;

    TaskCompletionsConsumer(
            TakeTaskCompletions take, DeadLetters deadLetters, CloudEventsCodec codec, UntilStored untilStored) {
        this.take = take;
        this.deadLetters = deadLetters;
        this.codec = codec;
        this.untilStored = untilStored;
    }

    @Incoming("task-completions")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) {
        IncomingBatch batch = new IncomingBatch(Topic.TASK_COMPLETIONS, records, codec);
        batch.envelopes()
                .forEach(envelope -> untilStored.run(
                        Topic.TASK_COMPLETIONS,
                        () -> take.take(envelope).map(batch::deadLetter).ifPresent(deadLetters::add)));
        batch.unreadable().forEach(letter -> untilStored.run(Topic.TASK_COMPLETIONS, () -> deadLetters.add(letter)));
    }
}
