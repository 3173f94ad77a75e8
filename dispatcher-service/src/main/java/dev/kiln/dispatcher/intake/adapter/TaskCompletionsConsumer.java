package dev.kiln.dispatcher.intake.adapter;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.deadletter.DeadLetters;
import dev.kiln.dispatcher.intake.TakeTaskCompletions;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes {@code task.completions}; a batch is acknowledged when all of it is settled or a dead letter. */
@ApplicationScoped
public class TaskCompletionsConsumer {

    private final TakeTaskCompletions take;
    private final DeadLetters deadLetters;
    private final CloudEventsCodec codec;
    private final UntilStored untilStored;
    private final SettleSpans spans;

    TaskCompletionsConsumer(
            TakeTaskCompletions take,
            DeadLetters deadLetters,
            CloudEventsCodec codec,
            UntilStored untilStored,
            Tracer tracer) {
        this.take = take;
        this.deadLetters = deadLetters;
        this.codec = codec;
        this.untilStored = untilStored;
        this.spans = new SettleSpans(tracer);
    }

    @Incoming("task-completions")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) {
        IncomingBatch batch = new IncomingBatch(Topic.TASK_COMPLETIONS, records, codec);
        Collection<List<Envelope>> generations = batch.envelopes().stream()
                .collect(Collectors.groupingBy(
                        envelope -> String.valueOf(envelope.event().key())))
                .values();
        inParallel(generations.stream()
                .<Runnable>map(events -> () -> events.forEach(envelope -> take(batch, envelope)))
                .toList());
        batch.unreadable().forEach(letter -> untilStored.run(Topic.TASK_COMPLETIONS, () -> deadLetters.add(letter)));
    }

    private void take(IncomingBatch batch, Envelope envelope) {
        spans.within(
                batch.headers(envelope),
                envelope,
                () -> untilStored.run(
                        Topic.TASK_COMPLETIONS,
                        () -> take.take(envelope).map(batch::deadLetter).ifPresent(deadLetters::add)));
    }

    /** The events of a generation stay in their order; those of different ones share the database's transactions. */
    private static void inParallel(List<Runnable> works) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> all = works.stream()
                    .map(work -> CompletableFuture.runAsync(work, threads))
                    .toList();
            all.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
