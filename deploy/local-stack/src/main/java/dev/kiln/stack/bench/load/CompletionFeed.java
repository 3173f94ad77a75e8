package dev.kiln.stack.bench.load;

import dev.kiln.contract.EventType;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The completions that come from now on, as far as their headers tell of them. */
final class CompletionFeed implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final byte[] SUCCESS =
            EventType.GENERATION_SUCCEEDED.typeName().getBytes(StandardCharsets.UTF_8);

    private final GenerationsPlan plan;
    private final Consumer<List<GenerationsRun.Completed>> listener;
    private final Promise<Void> ready = Promise.promise();
    private volatile boolean closed;

    CompletionFeed(GenerationsPlan plan, Consumer<List<GenerationsRun.Completed>> listener) {
        this.plan = plan;
        this.listener = listener;
    }

    /** Succeeds when nothing that is said later can be missed. */
    Future<Void> start() {
        Thread.ofPlatform().name("completions").daemon().start(this::read);
        return ready.future();
    }

    private void read() {
        Map<String, Object> config = Map.of("bootstrap.servers", plan.bootstrapServers(), "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(plan.completions()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            ready.complete();
            while (!closed) {
                var batch = new ArrayList<GenerationsRun.Completed>();
                consumer.poll(POLL).forEach(record -> batch.add(completed(record)));
                if (!batch.isEmpty()) {
                    listener.accept(batch);
                }
            }
        } catch (RuntimeException e) {
            ready.tryFail(e);
        }
    }

    private static GenerationsRun.Completed completed(ConsumerRecord<String, byte[]> record) {
        var type = record.headers().lastHeader("ce_type");
        var success = type != null && Arrays.equals(type.value(), SUCCESS);
        return new GenerationsRun.Completed(record.key(), success, System.nanoTime());
    }

    @Override
    public void close() {
        closed = true;
    }
}
