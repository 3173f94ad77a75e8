package dev.kiln.dispatcher.announce.adapter;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.dispatcher.stop.Hold;
import dev.kiln.dispatcher.stop.Stopping;
import dev.kiln.dispatcher.task.Outbox;
import dev.kiln.dispatcher.task.Outbox.Announcement;
import dev.kiln.tracecontext.TraceParent;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/**
 * Publishes what the outbox holds: a row is deleted after Kafka's acknowledgement, so an event may repeat, never miss. Not
 * while the replica is held: what a database that is too old says again would hide what was said last.
 */
public final class OutboxRelay implements Runnable {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 200;
    private static final Duration IDLE = Duration.ofMillis(50);
    /** While nothing more waits than was taken, so that the next round is worth its transaction. */
    private static final Duration GATHER = Duration.ofMillis(40);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** Longer than the producer's delivery timeout, so that the producer's own verdict comes first. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    private final Outbox outbox;
    private final Supplier<KafkaProducer<String, byte[]>> producer;
    private final CloudEventsCodec codec;
    private final Hold hold;
    private final Stopping finishing = new Stopping();
    private final MeterRegistry meters;

    /** @param producer of the channel {@code outbox}, once it is there */
    public OutboxRelay(
            Outbox outbox,
            Supplier<KafkaProducer<String, byte[]>> producer,
            CloudEventsCodec codec,
            Hold hold,
            MeterRegistry meters) {
        this.outbox = outbox;
        this.producer = producer;
        this.codec = codec;
        this.hold = hold;
        this.meters = meters;
    }

    /** Nothing more will be announced: what waits is still published. */
    public void finish() {
        finishing.stop();
    }

    /** Ends when it may finish and the outbox is empty, or cannot or may not be emptied. */
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
        if (hold.stands()) {
            return 0;
        }
        try {
            return outbox.relay(BATCH, this::publish);
        } catch (RuntimeException | Error e) {
            meters.counter("kiln_dispatcher_outbox_failures_total").increment();
            LOG.warnf("events wait in the outbox: %s", e);
            finishing.pause(AFTER_FAILURE);
            return 0;
        }
    }

    /** One after the other into the producer's own batches; then all must be acknowledged, but for what is too large. */
    private Map<Integer, String> publish(List<Announcement> announcements) {
        List<ProducerRecord<String, byte[]>> records =
                announcements.stream().map(this::record).toList();
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        List<Future<RecordMetadata>> sent = producer.get()
                .runOnSendingThread((Producer<String, byte[]> kafka) -> send(kafka, records))
                .await()
                .atMost(LONGEST_WAIT);
        Map<Integer, String> refused = new HashMap<>();
        for (int position = 0; position < sent.size(); position++) {
            if (!acknowledged(sent.get(position), deadline)) {
                refused.put(position, "it is larger than Kafka takes");
            }
        }
        return refused;
    }

    private ProducerRecord<String, byte[]> record(Announcement announcement) {
        ProducerRecord<String, byte[]> record = codec.write(announcement.envelope());
        TraceParent.write(announcement.traceParent(), record.headers());
        return record;
    }

    /** Stops at the first that fails at once: where Kafka is away each would block the sending thread for seconds. */
    private static List<Future<RecordMetadata>> send(
            Producer<String, byte[]> kafka, List<ProducerRecord<String, byte[]>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ProducerRecord<String, byte[]> record : records) {
            Future<RecordMetadata> one = kafka.send(record);
            sent.add(one);
            if (one.state() == Future.State.FAILED && !isTooLarge(one.exceptionNow())) {
                break;
            }
        }
        return sent;
    }

    private static boolean isTooLarge(Throwable failure) {
        return failure instanceof RecordTooLargeException || failure.getCause() instanceof RecordTooLargeException;
    }

    /** False where it is too large and will always be; whatever else goes wrong passes. */
    private static boolean acknowledged(Future<RecordMetadata> sent, long deadline) {
        try {
            sent.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka acknowledges", e);
        } catch (ExecutionException | TimeoutException e) {
            if (isTooLarge(e)) {
                return false;
            }
            throw new IllegalStateException("Kafka did not acknowledge: " + e, e);
        }
    }
}
