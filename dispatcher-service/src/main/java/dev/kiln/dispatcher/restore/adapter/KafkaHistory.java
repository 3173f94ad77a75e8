package dev.kiln.dispatcher.restore.adapter;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Topic;
import dev.kiln.contract.UnreadableEvent;
import dev.kiln.dispatcher.restore.Gap;
import dev.kiln.dispatcher.restore.History;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads Kafka beside the consumer groups: nothing is committed, so what a group has consumed stays consumed. */
public final class KafkaHistory implements History {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** More than one, since the last of a partition may not be the dispatcher's, or an earlier step's than those before it. */
    static final int NEWEST = 10;

    private final Admin admin;
    private final Map<String, Object> settings;
    private final String prefix;
    private final CloudEventsCodec codec;

    /** @param kafka the broker's settings */
    public KafkaHistory(Admin admin, Map<String, Object> kafka, String prefix, CloudEventsCodec codec) {
        this.admin = admin;
        this.settings = new HashMap<>(kafka);
        settings.keySet().retainAll(ConsumerConfig.configNames());
        settings.keySet().removeIf(name -> name.startsWith("group."));
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
        this.prefix = prefix;
        this.codec = codec;
    }

    @Override
    public Map<Integer, Long> committed() {
        Map<Integer, Long> committed = new HashMap<>();
        String topic = Topic.GENERATION_REQUESTS.qualifiedName(prefix);
        try {
            admin.listConsumerGroupOffsets(prefix + "dispatcher")
                    .partitionsToOffsetAndMetadata()
                    .get(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, offset) -> {
                        if (partition.topic().equals(topic) && offset != null) {
                            committed.put(partition.partition(), offset.offset());
                        }
                    });
            return committed;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not tell the group's offsets", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka tells the group's offsets", e);
        }
    }

    @Override
    public Map<Integer, Long> requested() {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, Topic.GENERATION_REQUESTS);
            return byNumber(consumer.endOffsets(partitions, ANSWERS_WITHIN));
        }
    }

    private static Map<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
        Map<Integer, Long> byNumber = new HashMap<>();
        offsets.forEach((partition, offset) -> byNumber.put(partition.partition(), offset));
        return byNumber;
    }

    @Override
    public long requests(Gap gap, Consumer<Batch> reader) {
        TopicPartition partition = new TopicPartition(Topic.GENERATION_REQUESTS.qualifiedName(prefix), gap.partition());
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            consumer.assign(List.of(partition));
            long first = consumer.beginningOffsets(List.of(partition), ANSWERS_WITHIN)
                    .get(partition);
            consumer.seek(partition, Math.max(gap.from(), first));
            read(consumer, Map.of(partition, gap.until()), polled -> {
                List<ConsumerRecord<String, byte[]>> missing = new ArrayList<>();
                polled.forEach(record -> {
                    if (record.offset() < gap.until()) {
                        missing.add(record);
                    }
                });
                if (!missing.isEmpty()) {
                    reader.accept(
                            new Batch(envelopes(missing), missing.getLast().offset() + 1));
                }
            });
            reader.accept(new Batch(List.of(), gap.until()));
            return Math.max(0, Math.min(first, gap.until()) - gap.from());
        }
    }

    @Override
    public Map<Integer, Long> events(Topic topic, Consumer<List<Envelope>> reader) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWERS_WITHIN);
            readEnvelopes(consumer, ends, reader);
            return byNumber(ends);
        }
    }

    @Override
    public void newest(Topic topic, Map<Integer, Long> from, Consumer<List<Envelope>> reader) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            Map<TopicPartition, Long> firsts = consumer.beginningOffsets(partitions, ANSWERS_WITHIN);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWERS_WITHIN);
            consumer.assign(partitions);
            for (TopicPartition partition : partitions) {
                long end = ends.get(partition);
                long floor = from.getOrDefault(partition.partition(), 0L);
                long first = Math.max(firsts.get(partition), end - NEWEST);
                consumer.seek(partition, floor > end ? first : Math.max(first, floor));
            }
            readEnvelopes(consumer, ends, reader);
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, Topic topic) {
        return consumer.partitionsFor(topic.qualifiedName(prefix), ANSWERS_WITHIN).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private void readEnvelopes(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, Consumer<List<Envelope>> reader) {
        read(consumer, ends, polled -> {
            List<Envelope> envelopes = envelopes(polled);
            if (!envelopes.isEmpty()) {
                reader.accept(envelopes);
            }
        });
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Until each partition is at its end; positions, not records, since the last offsets may hold none. */
    private static void read(
            KafkaConsumer<String, byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecords<String, byte[]>> reader) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey(), ANSWERS_WITHIN) < end.getValue())) {
            ConsumerRecords<String, byte[]> polled = consumer.poll(POLL);
            if (!polled.isEmpty()) {
                reader.accept(polled);
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Kafka gave nothing for " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    private List<Envelope> envelopes(Iterable<ConsumerRecord<String, byte[]>> records) {
        List<Envelope> envelopes = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                envelopes.add(codec.read(record.headers(), record.value(), Instant.ofEpochMilli(record.timestamp())));
            } catch (UnreadableEvent e) {
                // It was a dead letter when the group consumed it, and still is one.
                continue;
            }
        }
        return envelopes;
    }
}
