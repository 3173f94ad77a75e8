package dev.kiln.stack.deadletter.adapter;

import dev.kiln.stack.deadletter.DlqFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads partitions from start to end, and single records. Not thread-safe. */
final class Reading {
    static final Duration WITHIN = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;

    Reading(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Those of the topics that exist. */
    List<TopicPartition> partitions(Collection<String> topics) {
        var existing = consumer.listTopics(WITHIN);
        return topics.stream()
                .filter(existing::containsKey)
                .flatMap(topic -> existing.get(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /** Everything that stands there when it is called, each partition in its order. */
    void all(List<TopicPartition> partitions, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions, WITHIN);
        var lastProgress = System.nanoTime();
        while (partitions.stream().anyMatch(one -> consumer.position(one, WITHIN) < ends.get(one))) {
            var polled = consumer.poll(POLL);
            if (!polled.isEmpty()) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > WITHIN.toNanos()) {
                throw new DlqFailure("Kafka gave no record for " + WITHIN.toSeconds() + " s; try again");
            }
            polled.forEach(record -> {
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    each.accept(record);
                }
            });
        }
    }

    /** Empty where the offset has no record. */
    Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition, long offset) {
        if (!consumer.assignment().equals(Set.of(partition))) {
            consumer.assign(List.of(partition));
        }
        var begin = consumer.beginningOffsets(List.of(partition), WITHIN).get(partition);
        var end = consumer.endOffsets(List.of(partition), WITHIN).get(partition);
        if (offset < begin || offset >= end) {
            return Optional.empty();
        }
        consumer.seek(partition, offset);
        var deadline = System.nanoTime() + WITHIN.toNanos();
        while (consumer.position(partition, WITHIN) <= offset) {
            var polled = consumer.poll(POLL).records(partition);
            if (!polled.isEmpty()) {
                return Optional.of(polled.getFirst()).filter(record -> record.offset() == offset);
            }
            if (System.nanoTime() > deadline) {
                throw new DlqFailure("Kafka gave no record for " + WITHIN.toSeconds() + " s; try again");
            }
        }
        return Optional.empty();
    }
}
