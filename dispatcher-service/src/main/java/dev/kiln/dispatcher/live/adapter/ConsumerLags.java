package dev.kiln.dispatcher.live.adapter;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * How far this replica's consumers are from the ends of their partitions. Positions, not commits: the end of a transaction
 * is a record that is passed and never committed.
 */
@ApplicationScoped
class ConsumerLags {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);

    private final KafkaClientService clients;
    private final Admin admin;
    /** Of a consumer that does not answer, the last that is known: it is what may be stuck. */
    private final Map<String, Map<TopicPartition, Long>> positions = new HashMap<>();

    ConsumerLags(KafkaClientService clients, Admin admin) {
        this.clients = clients;
        this.admin = admin;
    }

    /** By topic; throws where the broker does not answer. Blocks. */
    synchronized Map<String, Long> waiting() {
        clients.getConsumerChannels().forEach(this::look);
        Map<TopicPartition, Long> all = new HashMap<>();
        positions.values().forEach(all::putAll);
        Map<String, Long> waiting = new HashMap<>();
        ends(all)
                .forEach((partition, end) ->
                        waiting.merge(partition.topic(), Math.max(0, end - all.get(partition)), Long::sum));
        return waiting;
    }

    /** Changes whenever a consumer gets on, or others' partitions. */
    synchronized long moved() {
        return positions.values().stream()
                .flatMap(ofChannel -> ofChannel.entrySet().stream())
                .mapToLong(position -> position.getKey().hashCode() + position.getValue())
                .sum();
    }

    private void look(String channel) {
        KafkaConsumer<Object, Object> consumer = clients.getConsumer(channel);
        if (consumer == null) {
            return;
        }
        try {
            positions.put(channel, consumer.getPositions().await().atMost(ANSWERS_WITHIN));
        } catch (RuntimeException silent) {
            positions.putIfAbsent(channel, Map.of());
        }
    }

    private Map<TopicPartition, Long> ends(Map<TopicPartition, Long> of) {
        Map<TopicPartition, OffsetSpec> latest = of.keySet().stream()
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        try {
            admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker answers", e);
        }
    }
}
