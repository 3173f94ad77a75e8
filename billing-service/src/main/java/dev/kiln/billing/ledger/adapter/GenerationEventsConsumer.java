package dev.kiln.billing.ledger.adapter;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What the dispatcher says of generations, batch by batch; a batch is acknowledged after its transaction. */
@ApplicationScoped
class GenerationEventsConsumer {

    private final TakeBatch takeBatch;
    private final IntakeReadiness readiness;

    GenerationEventsConsumer(TakeBatch takeBatch, @Readiness IntakeReadiness readiness) {
        this.takeBatch = takeBatch;
        this.readiness = readiness;
    }

    @Incoming("generation-events")
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        return readiness.watched(takeBatch.take(records));
    }
}
