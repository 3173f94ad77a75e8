package dev.kiln.callback.receive.adapter;

import dev.kiln.callback.receive.TaskAnnouncer;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.tracecontext.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Announces on the channel {@code task-completions}, with the durability set there, in the trace of the callback. */
@ApplicationScoped
class KafkaTaskAnnouncer implements TaskAnnouncer {

    private final MutinyEmitter<ProducerRecord<String, byte[]>> records;
    private final CloudEventsCodec codec;

    KafkaTaskAnnouncer(
            @Channel("task-completions") MutinyEmitter<ProducerRecord<String, byte[]>> records,
            CloudEventsCodec codec) {
        this.records = records;
        this.codec = codec;
    }

    @Override
    public CompletionStage<Void> announce(Envelope envelope) {
        ProducerRecord<String, byte[]> record = codec.write(envelope);
        TraceParent.write(Span.current(), record.headers());
        return records.send(record).subscribeAsCompletionStage();
    }
}
