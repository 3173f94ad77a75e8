package dev.kiln.dispatcher.announce.adapter;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.dispatcher.stop.Stopping;
import dev.kiln.dispatcher.task.Outbox;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Publishes what the outbox holds: a row is deleted after Kafka's acknowledgement, so an event may repeat, never miss. */
public final class OutboxRelay implements Runnable {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 200;
    private static final Duration IDLE = Duration.ofMillis(50);
    /** While nothing more waits than was taken, so that the next round is worth its transaction. */
    private static final Duration GATHER = Duration.ofMillis(20);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** Longer than the producer's delivery timeout, so that the producer's own verdict comes first. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    private final Outbox outbox;
    private final MutinyEmitter<byte[]> emitter;
    private final CloudEventsCodec codec;
    private final Stopping finishing = new Stopping();
    private final MeterRegistry meters;
    private final AtomicLong waiting = new AtomicLong();

    public OutboxRelay(Outbox outbox, MutinyEmitter<byte[]> emitter, CloudEventsCodec codec, MeterRegistry meters) {
        this.outbox = outbox;
        this.emitter = emitter;
        this.codec = codec;
        this.meters = meters;
        Gauge.builder("kiln_dispatcher_outbox_waiting", waiting, AtomicLong::get)
                .register(meters);
    }

    /** Nothing more will be announced: what waits is still published. */
    public void finish() {
        finishing.stop();
    }

    /** Ends when it may finish and the outbox is empty, or cannot be emptied. */
    @Override
    public void run() {
        boolean more = true;
        while (!finishing.stopped() || more) {
            int relayed = relay();
            more = relayed > 0;
            if (relayed < BATCH) {
                finishing.pause(more ? GATHER : IDLE);
            }
        }
    }

    private int relay() {
        try {
            int relayed = outbox.relay(BATCH, this::publish);
            waiting.set(relayed < BATCH ? 0 : outbox.size());
            return relayed;
        } catch (RuntimeException | Error e) {
            meters.counter("kiln_dispatcher_outbox_failures_total").increment();
            LOG.warnf("events wait in the outbox: %s", e);
            finishing.pause(AFTER_FAILURE);
            return 0;
        }
    }

    private void publish(List<Envelope> envelopes) {
        List<Uni<Void>> sends = envelopes.stream().map(this::send).toList();
        Uni.join().all(sends).andCollectFailures().await().atMost(LONGEST_WAIT);
    }

    private Uni<Void> send(Envelope envelope) {
        ProducerRecord<String, byte[]> record = codec.write(envelope);
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(record.topic())
                .withKey(record.key())
                .withHeaders(record.headers())
                .build();
        return emitter.sendMessage(Message.of(record.value()).addMetadata(metadata));
    }
}
