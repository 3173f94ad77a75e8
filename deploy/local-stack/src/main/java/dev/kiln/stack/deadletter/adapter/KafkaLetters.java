package dev.kiln.stack.deadletter.adapter;

import dev.kiln.stack.deadletter.DeadLetterTopic;
import dev.kiln.stack.deadletter.DlqFailure;
import dev.kiln.stack.deadletter.LetterFilter;
import dev.kiln.stack.deadletter.LetterId;
import dev.kiln.stack.deadletter.Letters;
import dev.kiln.stack.deadletter.Resolution;
import dev.kiln.stack.deadletter.SafeText;
import dev.kiln.stack.deadletter.Survey;
import dev.kiln.stack.deadletter.WholeLetter;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Dead letters on a cluster, read without a group. Not thread-safe. */
public final class KafkaLetters implements Letters, AutoCloseable {
    private static final long ACKNOWLEDGED_WITHIN_SECONDS = 40;

    private final Cluster cluster;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Reading reading;
    private final Set<TopicPartition> known = new HashSet<>();
    private KafkaProducer<byte[], byte[]> producer;

    private KafkaLetters(Cluster cluster, KafkaConsumer<byte[], byte[]> consumer) {
        this.cluster = cluster;
        this.consumer = consumer;
        this.reading = new Reading(consumer);
    }

    public static KafkaLetters on(Cluster cluster) {
        try {
            return new KafkaLetters(
                    cluster,
                    new KafkaConsumer<>(cluster.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        } catch (KafkaException e) {
            throw failure(cluster, e);
        }
    }

    @Override
    public Survey survey(LetterFilter filter, boolean resolved, int limit) {
        return guarded(() -> {
            var byName = new HashMap<String, DeadLetterTopic>();
            DeadLetterTopic.all().stream()
                    .filter(filter::passes)
                    .forEach(topic -> byName.put(topic.name(cluster.prefix()), topic));
            var partitions = existing(byName.keySet());
            var census = new Census(filter, resolved, limit);
            reading.all(partitions, census::firstReading);
            reading.all(partitions, record -> census.secondReading(record, byName.get(record.topic())));
            return census.result();
        });
    }

    @Override
    public Map<LetterId, Resolution> resolutions(Collection<LetterId> ids) {
        ids.forEach(this::topicOf);
        if (ids.isEmpty()) {
            return Map.of();
        }
        return guarded(() -> {
            var wanted = new HashSet<>(ids);
            var topics = ids.stream().map(LetterId::topic).distinct().toList();
            var found = new HashMap<LetterId, Resolution>();
            reading.all(existing(topics), record -> {
                if (LetterRecords.isResolution(record)) {
                    LetterRecords.resolution(record)
                            .filter(resolution -> wanted.contains(resolution.letter()))
                            .ifPresent(resolution -> found.put(resolution.letter(), resolution));
                }
            });
            return found;
        });
    }

    @Override
    public Optional<WholeLetter> find(LetterId id) {
        var of = topicOf(id);
        return guarded(() -> {
            var partition = new TopicPartition(id.topic(), id.partition());
            if (!known.contains(partition) && !existing(List.of(id.topic())).contains(partition)) {
                return Optional.empty();
            }
            known.add(partition);
            return reading.at(partition, id.offset())
                    .filter(record -> !LetterRecords.isResolution(record))
                    .map(record -> LetterRecords.whole(record, of));
        });
    }

    @Override
    public String publish(WholeLetter letter) {
        var stored = send(LetterRecords.replay(letter, cluster.prefix()));
        return stored.topic() + "/" + stored.partition() + "/" + stored.offset();
    }

    @Override
    public void record(Resolution resolution) {
        send(LetterRecords.record(resolution));
    }

    @Override
    public void close() {
        consumer.close();
        if (producer != null) {
            producer.close();
        }
    }

    private DeadLetterTopic topicOf(LetterId id) {
        return DeadLetterTopic.named(id.topic(), cluster.prefix())
                .orElseThrow(() -> new DlqFailure(SafeText.of(id.topic())
                        + " is no dead letter topic of an installation whose topics begin with '" + cluster.prefix()
                        + "'; --prefix says another"));
    }

    private List<TopicPartition> existing(Collection<String> topics) {
        var partitions = reading.partitions(topics);
        if (partitions.isEmpty()) {
            throw new DlqFailure("Kafka at " + cluster + " has no dead letter topics that begin with '"
                    + cluster.prefix() + "'; --prefix and --kafka name others");
        }
        return partitions;
    }

    private RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        return guarded(() -> {
            if (producer == null) {
                producer =
                        new KafkaProducer<>(cluster.producer(), new ByteArraySerializer(), new ByteArraySerializer());
            }
            return acknowledged(record);
        });
    }

    private RecordMetadata acknowledged(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get(ACKNOWLEDGED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new DlqFailure(
                    "Kafka did not acknowledge a record for " + record.topic() + " (" + reason(e)
                            + "); it may stand there all the same, which does no harm: run the command again",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DlqFailure("Interrupted while a record was written to " + record.topic(), e);
        }
    }

    private <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (KafkaException e) {
            throw failure(cluster, e);
        }
    }

    private static DlqFailure failure(Cluster cluster, KafkaException e) {
        var what = e instanceof TimeoutException ? "does not answer" : "cannot be used (" + reason(e) + ")";
        return new DlqFailure(
                "Kafka at " + cluster + " " + what + ": is it running, and are --kafka and --config right?", e);
    }

    private static String reason(Exception e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
