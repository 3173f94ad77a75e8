package dev.kiln.gateway.accept.adapter;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.gateway.accept.Appending;
import dev.kiln.gateway.accept.RequestLog;
import dev.kiln.tracecontext.LogContext;
import dev.kiln.tracecontext.TraceParent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Appends requests to Kafka. Sends are bounded in number, and none starts late: with the producer's own timeouts, what
 * is in the topic is there at most ten seconds after its id was minted.
 */
public final class KafkaRequests implements RequestLog, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KafkaRequests.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(6);

    private final Producer<String, byte[]> producer;
    private final CloudEventsCodec codec;
    private final MeterRegistry meters;
    private final Timer published;
    private final IntakeBounds bounds;
    private final PublishSpans spans;
    private final Semaphore permits;
    private final ThreadPoolExecutor sender;

    public KafkaRequests(
            Producer<String, byte[]> producer,
            CloudEventsCodec codec,
            IntakeBounds bounds,
            MeterRegistry meters,
            Tracer tracer) {
        this.producer = producer;
        this.codec = codec;
        this.meters = meters;
        this.published = meters.timer("kiln.gateway.publish");
        this.bounds = bounds;
        this.spans = new PublishSpans(tracer);
        this.permits = new Semaphore(bounds.maxConcurrent());
        this.sender = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(bounds.maxConcurrent()),
                Thread.ofPlatform().name("request-sender").daemon().factory());
        meters.gauge("kiln.gateway.publishes.in.flight", permits, p -> bounds.maxConcurrent() - p.availablePermits());
    }

    /** Takes the address and the security settings of the application's Kafka; the bounds of a public edge are set here. */
    public static KafkaRequests connect(
            Map<String, Object> kafka,
            CloudEventsCodec codec,
            IntakeBounds bounds,
            MeterRegistry meters,
            Tracer tracer) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().retainAll(ProducerConfig.configNames());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "kiln-gateway-requests");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1500);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5000);
        Producer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        new KafkaClientMetrics(producer).bindTo(meters);
        return new KafkaRequests(producer, codec, bounds, meters, tracer);
    }

    @Override
    public CompletionStage<Appending> append(Envelope request) {
        if (!permits.tryAcquire()) {
            return CompletableFuture.completedFuture(Appending.NOT_SENT);
        }
        CompletableFuture<Appending> sent = new CompletableFuture<>();
        Span span = spans.begin(request);
        long start = System.nanoTime();
        sent.whenComplete((appending, failure) -> {
            permits.release();
            published.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            PublishSpans.end(span, appending);
        });
        try {
            ProducerRecord<String, byte[]> record = codec.write(request);
            TraceParent.write(span, record.headers());
            sender.execute(() -> send(record, start, sent));
        } catch (RejectedExecutionException e) {
            sent.complete(Appending.NOT_SENT);
        } catch (RuntimeException e) {
            unwritable(request, e);
            sent.complete(Appending.NOT_SENT);
        }
        return sent.copy()
                .completeOnTimeout(
                        Appending.UNKNOWN, bounds.acknowledgedWithin().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void unwritable(Envelope request, RuntimeException failure) {
        String kind = failure.getClass().getSimpleName();
        meters.counter("kiln.gateway.publish.failures", "kind", kind).increment();
        LogContext.about(
                request.event().key(),
                request.tenantId(),
                () -> LOG.errorf("A request could not be written as an event: %s", kind));
    }

    private void send(ProducerRecord<String, byte[]> record, long start, CompletableFuture<Appending> sent) {
        if (System.nanoTime() - start > bounds.startedWithin().toNanos()) {
            sent.complete(Appending.NOT_SENT);
            return;
        }
        try {
            producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    sent.complete(Appending.ACKNOWLEDGED);
                } else {
                    failed(record.key(), failure, sent);
                }
            });
        } catch (RuntimeException e) {
            failed(record.key(), e, sent);
        }
    }

    private void failed(String generationId, Exception failure, CompletableFuture<Appending> sent) {
        String kind = failure.getClass().getSimpleName();
        meters.counter("kiln.gateway.publish.failures", "kind", kind).increment();
        LogContext.about(generationId, null, () -> LOG.debugf("A request could not be published: %s", kind));
        sent.complete(Appending.UNKNOWN);
    }

    /** Waits for what is in flight, no longer than a send may take. */
    @Override
    public void close() {
        sender.shutdown();
        producer.close(CLOSE_TIMEOUT);
    }
}
