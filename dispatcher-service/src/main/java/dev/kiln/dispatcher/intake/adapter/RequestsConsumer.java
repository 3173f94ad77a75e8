package dev.kiln.dispatcher.intake.adapter;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.deadletter.DeadLetters;
import dev.kiln.dispatcher.intake.Rejection;
import dev.kiln.dispatcher.intake.TakeRequests;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes {@code generation.requests}; a batch is acknowledged when its tasks and its dead letters are stored. */
@ApplicationScoped
public class RequestsConsumer {

    private final TakeRequests take;
    private final DeadLetters deadLetters;
    private final CloudEventsCodec codec;
    private final UntilStored untilStored;
    private final Tracer tracer;

    RequestsConsumer(
            TakeRequests take,
            DeadLetters deadLetters,
            CloudEventsCodec codec,
            UntilStored untilStored,
            Tracer tracer) {
        this.take = take;
        this.deadLetters = deadLetters;
        this.codec = codec;
        this.untilStored = untilStored;
        this.tracer = tracer;
    }

    @Incoming("generation-requests")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) {
        IncomingBatch batch = new IncomingBatch(Topic.GENERATION_REQUESTS, records, codec);
        try (RequestSpans spans = RequestSpans.begin(tracer, batch)) {
            List<Rejection> refused = untilStored.get(
                    Topic.GENERATION_REQUESTS, () -> take.take(batch.envelopes(), batch.offsets(), spans::traceParent));
            batch.letters(refused)
                    .forEach(letter -> untilStored.run(Topic.GENERATION_REQUESTS, () -> deadLetters.add(letter)));
        }
    }
}
